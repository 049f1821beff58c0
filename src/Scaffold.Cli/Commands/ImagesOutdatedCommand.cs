using System.CommandLine;
using Scaffold.Checks.Bases;
using Scaffold.Cli.Reports;
using Scaffold.Core.Problems;
using Scaffold.Engine.Registry;

namespace Scaffold.Cli.Commands;

/// <summary><c>images outdated</c>: which base images of repositories have moved, are gone or are past their end.</summary>
internal static class ImagesOutdatedCommand
{
    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("path") { Description = "Folders of repositories, or Dockerfiles.", DefaultValueFactory = _ => ["."], Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = "Print all that was found as JSON." };

        Command command = new("outdated", "Tell which base images have moved, are gone or are past their end of patching.\n\nExample: sagemaker-container images outdated models/*") { paths, json };
        command.SetAction(async (parsed, ct) =>
        {
            var (files, faults) = Read(parsed.GetRequiredValue(paths));
            using var registry = RegistryClient.Create();
            using BaseSurvey survey = new(registry, DateOnly.FromDateTime(DateTime.UtcNow));
            List<BaseReport> reports = [.. (await Task.WhenAll(files.Select(one => AskAsync(survey, one.File, one.Known, ct)))).SelectMany(part => part)];
            if (parsed.GetValue(json))
                terminal.Out.WriteLine(BaseJson.Of(reports));
            else
                BaseTable.Write(reports, terminal.Out);
            foreach (var report in reports.Where(report => report.Reason is not null))
                terminal.Error.WriteLine(BaseTable.WhyNot(report));
            foreach (var fault in faults)
                terminal.Report(fault);
            return (int)(faults.Count > 0 ? ExitCode.Usage : reports.Exists(report => report.IsOutdated) ? ExitCode.ChecksFailed : ExitCode.Done);
        });
        return command;
    }

    private static async Task<IEnumerable<BaseReport>> AskAsync(BaseSurvey survey, BaseFile file, PinRecord? known, CancellationToken ct)
    {
        var reports = await survey.RunAsync(file.Path, file.Lines.All, describe: true, ct);
        return known is null ? reports : reports.Select(known.Complete);
    }

    /// <summary>One bad path does not keep the others from being looked at.</summary>
    private static (List<(BaseFile File, PinRecord? Known)> Files, List<Problem> Faults) Read(string[] paths)
    {
        List<(BaseFile, PinRecord?)> files = [];
        List<Problem> faults = [];
        foreach (var path in paths)
        {
            try
            {
                var file = BaseFile.Read(path);
                files.Add((file, file.Repository is { } repository ? PinRecord.Read(repository) : null));
            }
            catch (UserErrorException e)
            {
                faults.Add(e.Problem);
            }
        }
        return (files, faults);
    }
}
