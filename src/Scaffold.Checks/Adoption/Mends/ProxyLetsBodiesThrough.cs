using System.Text.RegularExpressions;
using Scaffold.Checks.Static;
using Scaffold.Checks.Static.Proxies;

namespace Scaffold.Checks.Adoption.Mends;

/// <summary>nginx takes the largest body and waits for the longest answer that SageMaker allows.</summary>
internal sealed partial class ProxyLetsBodiesThrough : IMend
{
    private const string Body = "client_max_body_size", LargestBody = "1g", LongestAnswer = "3600s";
    private const long AsyncBody = 1L << 30;
    private const double AsyncSeconds = 3600;

    public string Check => "C-16";

    public Mend? Next(AdoptedFiles files, Finding finding)
    {
        var settings = files.Texts(ProxyFitsTheLimits.IsNginx).ToDictionary(file => file.Path, file => file.Text);
        var locations = new NginxReader(settings).ReadAll().SelectMany(NginxLocation.In).ToList();
        return locations.Where(location => location.Listens("8080")).Select(location => Of(location, files, finding)).FirstOrDefault(mend => mend is not null);
    }

    private Mend? Of(NginxLocation location, AdoptedFiles files, Finding finding)
    {
        var body = location.LargestBody;
        var answer = location.LongestAnswer;
        return (body.Value < AsyncBody ? Set(files, finding, Body, LargestBody, body.Set, location) : null)
            ?? (answer.Value < AsyncSeconds ? Set(files, finding, answer.Text.Split(' ')[0], LongestAnswer, answer.Set, location) : null);
    }

    // Only in files that the check names: it reads no more than that of a repository.
    private Mend? Set(AdoptedFiles files, Finding finding, string name, string value, NginxDirective? set, NginxLocation location)
    {
        var at = set?.Where ?? location.Server.Where;
        if (!finding.Places.Any(place => place.File == at.File))
            return null;
        var lines = files.Text(at.File)!.Split('\n');
        var line = lines[at.Line - 1];
        string what;
        if (set is not null)
        {
            if (Regex.Matches(line, $@"(?<![\w$]){name}(\s+)([^\s;{{}}#]+)(\s*;)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) is not [{ } match])
                return null;
            lines[at.Line - 1] = line[..match.Index] + name + match.Groups[1].Value + value + match.Groups[3].Value + line[(match.Index + match.Length)..];
            what = $"{name} {value} in place of {match.Groups[2].Value}";
        }
        else
        {
            if (!ServerOpens().IsMatch(line))
                return null;
            var indent = lines.Skip(at.Line).FirstOrDefault(next => next.Trim().Length > 0) is { } inner && Indent(inner).Length > Indent(line).Length ? Indent(inner) : Indent(line) + "  ";
            lines[at.Line - 1] = $"{line}\n{indent}{name} {value};{(line.EndsWith('\r') ? "\r" : "")}";
            what = $"{name} {value}, which was not set";
        }
        return files.Rewritten(Check, at.File, what, string.Join('\n', lines));
    }

    private static string Indent(string line) => line[..^line.TrimStart().Length];

    [GeneratedRegex(@"^\s*server\s*\{\s*(#.*)?$")]
    private static partial Regex ServerOpens();
}
