using System.Globalization;
using System.Text;
using System.Xml;
using Scaffold.Checks;
using Scaffold.Checks.Verification;

namespace Scaffold.Cli.Reports;

/// <summary>The verdict as JUnit XML: a suite per phase, a case per check. A warning is a pass that says so in its output.</summary>
internal static class VerifyJUnit
{
    public static string Of(VerifyResult result)
    {
        using MemoryStream buffer = new();
        using (var xml = XmlWriter.Create(buffer, new() { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", $"sagemaker-container verify {result.Subject}");
            Counts(xml, result.Checks, Seconds(TimeSpan.FromSeconds(result.Timings["total"])), skips: false);
            foreach (var phase in result.Checks.GroupBy(check => check.Info.Phase).OrderBy(phase => phase.Key))
                Suite(xml, result, phase.Key.ToString().ToLowerInvariant(), [.. phase]);
            xml.WriteEndElement();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Suite(XmlWriter xml, VerifyResult result, string phase, IReadOnlyList<CheckResult> checks)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", phase);
        Counts(xml, checks, Seconds(TimeSpan.FromTicks(checks.Sum(check => check.Took.Ticks))), skips: true);
        Attribute(xml, "timestamp", result.Began.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        xml.WriteStartElement("properties");
        foreach (var (name, value) in (IEnumerable<(string, string)>)[("subject", result.Subject), ("engine", result.Engine), ("tool", result.Tool)])
        {
            xml.WriteStartElement("property");
            Attribute(xml, "name", name);
            Attribute(xml, "value", value);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        foreach (var check in checks)
            Case(xml, phase, check);
        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, string phase, CheckResult check)
    {
        var finding = check.Finding;
        var message = Words.Message(check);
        xml.WriteStartElement("testcase");
        Attribute(xml, "name", $"{check.Info.Id} {check.Info.Title}");
        Attribute(xml, "classname", $"verify.{phase}");
        Attribute(xml, "time", Seconds(check.Took));
        if (finding.Outcome is Outcome.Skip)
            Element(xml, "skipped", finding.Fix is { } enable ? $"{message} {enable}" : message);
        if (finding.Outcome is Outcome.Fail)
        {
            xml.WriteStartElement("failure");
            Attribute(xml, "type", check.Info.Id);
            Attribute(xml, "message", message);
            xml.WriteString(Lines($"{message}", $"fix: {finding.Fix}", Again(finding)));
            xml.WriteEndElement();
        }
        if (finding.Outcome is not Outcome.Skip)
            Element(xml, "system-out", Lines([$"{(finding.Outcome is Outcome.Warn ? "warning: " : "")}{message}", finding.Outcome is Outcome.Warn ? $"fix: {finding.Fix}" : "", .. finding.Evidence, Again(finding)]));
        xml.WriteEndElement();
    }

    private static string Again(Finding finding) => finding.RepeatCommand is { } command ? $"again: {command}" : "";

    private static void Counts(XmlWriter xml, IReadOnlyList<CheckResult> checks, string time, bool skips)
    {
        Attribute(xml, "tests", $"{checks.Count}");
        Attribute(xml, "failures", $"{checks.Count(check => check.Finding.Outcome is Outcome.Fail)}");
        Attribute(xml, "errors", "0");
        if (skips)
            Attribute(xml, "skipped", $"{checks.Count(check => check.Finding.Outcome is Outcome.Skip)}");
        Attribute(xml, "time", time);
    }

    private static void Element(XmlWriter xml, string name, string text)
    {
        xml.WriteStartElement(name);
        xml.WriteString(Lines(text));
        xml.WriteEndElement();
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Printable.Of(value));

    // XML has no way to write most control characters, and what a container says must not steer a viewer.
    private static string Lines(params IEnumerable<string> lines) => string.Join('\n', lines.Where(line => line.Length > 0).SelectMany(line => line.Split('\n')).Select(Printable.Of));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
