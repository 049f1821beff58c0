using System.Text.Json;
using Scaffold.Checks;
using Scaffold.Checks.Adoption;
using Scaffold.Core.Problems;
using Scaffold.Core.Regeneration;

namespace Scaffold.Cli.Reports;

/// <summary>What <c>regenerate --adopt</c> made of a repository: the parameters and why, the gaps, what was mended.</summary>
internal static class AdoptionReport
{
    /// <summary>Whether to adopt.</summary>
    /// <exception cref="UserErrorException">Together with a check there is nothing to hold the repository to; a digest is moved in a repository that is ours already.</exception>
    public static bool Asked(bool adopt, bool check, bool images)
    {
        if (adopt && check)
            throw OnlyOurs("--check", "Use --dry-run to see what --adopt would do.");
        if (adopt && images)
            throw OnlyOurs("--images", "Adopt it first, then run regenerate --images.");
        return adopt;
    }

    public static void Write(TextWriter writer, AdoptionPlan adoption)
    {
        var (name, value) = (adoption.Proposals.Max(proposal => proposal.Parameter.Length), adoption.Proposals.Max(proposal => proposal.Value.Length));
        foreach (var proposal in adoption.Proposals)
            writer.WriteLine($"{proposal.Parameter.PadRight(name)}  {Printable.Of(proposal.Value.PadRight(value))}  {Printable.Of(proposal.Reason)}");
        writer.WriteLine();
        foreach (var gap in adoption.Gaps)
            Write(writer, gap);
        if (adoption.Gaps.Count > 0)
            writer.WriteLine();
    }

    /// <summary>What was done, in a few words.</summary>
    public static string Summary(AdoptionPlan adoption, bool written)
    {
        int gaps = adoption.Gaps.Count, mended = adoption.Gaps.Count(gap => gap.IsMended), part = adoption.Gaps.Count(gap => gap.IsMendedInPart);
        var files = adoption.Update.Files.Count(file => file.Class is FileClass.Mended);
        var found = gaps is 0 ? "no gaps in its files" : $"{gaps} gap{(gaps is 1 ? "" : "s")} in its files, {mended} mended{(part > 0 ? $" and {part} in part" : "")}";
        return $"{(written ? "adopted" : "to be adopted")}: {found}{(files > 0 ? $"; {files} file{(files is 1 ? "" : "s")} changed" : "")}";
    }

    public static void WriteJson(Utf8JsonWriter json, AdoptionPlan adoption)
    {
        json.WriteStartObject("adoption");
        json.WriteStartArray("parameters");
        foreach (var proposal in adoption.Proposals)
        {
            json.WriteStartObject();
            json.WriteString("name", proposal.Parameter);
            json.WriteString("value", proposal.Value);
            json.WriteString("source", proposal.Source switch { ProposalSource.Seen => "seen", ProposalSource.Set => "set", _ => "default" });
            json.WriteString("reason", proposal.Why);
            if (proposal.Where is { } where)
                WritePlace(json, where);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("gaps");
        foreach (var gap in adoption.Gaps)
        {
            json.WriteStartObject();
            json.WriteString("id", gap.Check.Id);
            json.WriteString("title", gap.Check.Title);
            WriteFinding(json, gap.Finding);
            json.WriteBoolean("mended", gap.IsMended);
            json.WriteStartObject("left");
            WriteFinding(json, gap.Left);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("mends");
        foreach (var mend in adoption.Mends)
        {
            json.WriteStartObject();
            json.WriteString("check", mend.Check);
            json.WriteString("file", mend.Path);
            json.WriteString("what", mend.What);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("keep");
        foreach (var entry in adoption.Update.Keep.Entries)
            json.WriteStringValue(entry);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static UserErrorException OnlyOurs(string option, string fix) =>
        new(new("SM323", $"{option} goes with repositories of this tool, not with --adopt.", option, fix, ExitCode.Usage));

    private static void Write(TextWriter writer, Gap gap)
    {
        writer.WriteLine($"{Word(gap.Finding)}  {gap.Check.Id}  {Printable.Of(Placed(gap.Finding))}");
        if (gap.IsMended)
        {
            writer.WriteLine("      mended");
            return;
        }
        if (gap.IsMendedInPart)
            writer.WriteLine($"      mended in part; {Word(gap.Left)}: {Printable.Of(gap.Left.Message)}");
        writer.WriteLine($"      fix: {Printable.Of(gap.Left.Fix ?? "")}");
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteString("outcome", finding.Outcome is Outcome.Fail ? "fail" : finding.Outcome is Outcome.Warn ? "warn" : finding.Outcome is Outcome.Pass ? "pass" : "skip");
        json.WriteString("message", finding.Message);
        if (finding.Fix is not null)
            json.WriteString("fix", finding.Fix);
        json.WriteStartArray("places");
        foreach (var place in finding.Places)
        {
            json.WriteStartObject();
            WritePlace(json, place);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WritePlace(Utf8JsonWriter json, SourcePlace place)
    {
        json.WriteString("file", place.File);
        json.WriteNumber("line", place.Line);
    }

    // Most messages begin with their place.
    private static string Placed(Finding finding) =>
        finding.Places.Count is 0 || finding.Places.Any(place => finding.Message.Contains(place.ToString(), StringComparison.Ordinal)) ? finding.Message : $"{finding.Places[0]}: {finding.Message}";

    private static string Word(Finding finding) => finding.Outcome is Outcome.Fail ? "fail" : "warn";
}
