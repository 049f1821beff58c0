using System.CommandLine;
using Scaffold.Checks.Verification;
using Scaffold.Cli.Reports;
using Scaffold.Cli.Reports.Html;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Commands;

/// <summary>Options of <c>verify</c> that name a file for each form of the result; - is stdout.</summary>
internal sealed class ReportOptions
{
    private readonly IReadOnlyList<(Option<string?> Option, Func<VerifyResult, string> Write)> _reports =
    [
        (File("--json", "Write the result as JSON to a file; - for stdout, as for every report."), VerifyJson.Of),
        (File("--junit", "Write it as JUnit XML, for the test view of a CI system."), VerifyJUnit.Of),
        (File("--sarif", "Write the findings that have a file and a line as SARIF 2.1.0, for code scanning."), VerifySarif.Of),
        (File("--markdown", "Write a summary as Markdown, for a pull request."), VerifyMarkdown.Of),
        (File("--html", "Write one HTML page that opens offline."), VerifyHtml.Of),
    ];

    public void AddTo(Command command)
    {
        foreach (var (option, _) in _reports)
            command.Options.Add(option);
    }

    /// <summary>Before the work, not after it: every file can be written, as far as can be seen, and stdout is taken once.</summary>
    public void Guard(ParseResult parsed)
    {
        var targets = _reports.Select(report => (report.Option.Name, File: parsed.GetValue(report.Option))).Where(target => target.File is not null).ToList();
        if (targets.Where(target => target.File is "-").Skip(1).FirstOrDefault() is { File: not null } second)
            throw Fault("Two reports cannot share stdout.", second.Name, "Name a file for all but one.");
        foreach (var (option, file) in targets)
            Guard(option, file!);
    }

    /// <summary>Before the work: a file can be written, as far as can be seen; - for stdout always can.</summary>
    public static void Guard(string option, string file)
    {
        if (file is not "-" && (file.Length == 0 || Directory.Exists(file) || Path.GetDirectoryName(Path.GetFullPath(file)) is not { } parent || !Directory.Exists(parent)))
            throw Fault($"{file} cannot be written: its folder does not exist, or it is a folder.", option, "Name a file in a folder that exists, or - for stdout.");
    }

    public bool TakesStdout(ParseResult parsed) => _reports.Any(report => parsed.GetValue(report.Option) is "-");

    public async Task WriteAsync(ParseResult parsed, VerifyResult result, TextWriter stdout, CancellationToken ct)
    {
        UserErrorException? fault = null;
        foreach (var (option, write) in _reports)
        {
            if (parsed.GetValue(option) is not { } file)
                continue;
            var text = write(result);
            try
            {
                if (file is "-")
                    await stdout.WriteLineAsync(text.AsMemory(), ct);
                else
                    await WholeFile.WriteAsync(file, text + "\n", ct);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                fault ??= Fault($"{file} cannot be written: {e.Message}", option.Name, "Make room or give leave, or name another file; the other reports were written.", e);
            }
        }
        if (fault is not null)
            throw fault;
    }

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "file" };

    private static UserErrorException Fault(string what, string option, string fix, Exception? inner = null) => new(new("SM206", what, option, fix, ExitCode.Usage), inner);
}
