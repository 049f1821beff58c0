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
            List<BaseReport> reports = [.. (await Task.WhenAll(files.Select(file => AskAsync(survey, file, ct)))).SelectMany(part => part)];
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

    private static async Task<IEnumerable<BaseReport>> AskAsync(BaseSurvey survey, BaseFile file, CancellationToken ct)
    {
        var reports = await survey.RunAsync(file.Path, file.Lines.All, describe: true, ct);
        return file.Repository is { } repository ? reports.Select(PinRecord.Read(repository).Complete) : reports;
    }

    /// <summary>One bad path does not keep the others from being looked at.</summary>
    private static (List<BaseFile> Files, List<Problem> Faults) Read(string[] paths)
    {
        List<BaseFile> files = [];
        List<Problem> faults = [];
        foreach (var path in paths)
        {
            try
            {
                files.Add(BaseFile.Read(path));
            }
            catch (UserErrorException e)
            {
                faults.Add(e.Problem);
            }
        }
        return (files, faults);
    }
}
