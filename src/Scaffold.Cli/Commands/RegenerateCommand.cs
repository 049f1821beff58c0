using System.CommandLine;
using Scaffold.Cli.Regenerating;
using Scaffold.Cli.Reports;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Commands;

/// <summary><c>regenerate</c>: brings repositories to today's templates and to their parameters, and keeps what their owners changed.</summary>
internal static class RegenerateCommand
{
    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("path") { Description = "Folders of repositories [default: .].", Arity = ArgumentArity.ZeroOrMore };
        var set = new Option<string[]>("--set") { Description = "Change a parameter, as an edit of container.json would.", HelpName = "name=value" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the class of each file and the diff; write nothing." };
        var check = new Option<bool>("--check") { Description = "Write nothing; exit 1 when there is something to do." };
        var adopt = new Option<bool>("--adopt") { Description = "Take in a repository made by hand: recognise its parameters, show its gaps, mend what is plain." };
        var allowDirty = new Option<bool>("--allow-dirty") { Description = "Go on when there are changes that are not committed." };
        var verify = new Option<bool>("--verify") { Description = "Verify the result in a copy; write it only when it passes." };
        var engine = VerifyCommand.EngineOption();
        var json = new Option<bool>("--json") { Description = "Print what was done as JSON on stdout." };
        var verbose = new Option<bool>("--verbose") { Description = "Say more when something breaks." };

        Command command = new("regenerate", "Bring repositories to today's templates and to the parameters in container.json; what you changed stays.\n\nExample: sagemaker-container regenerate my-model --set device=gpu --dry-run")
        {
            paths, set, dryRun, check, adopt, allowDirty, verify, engine, json, verbose,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var isCheck = parsed.GetValue(check);
            var preview = parsed.GetValue(dryRun) || isCheck;
            RegenerateRequest request = new()
            {
                Changes = Changes(parsed.GetValue(set) ?? []),
                Adopt = AdoptionReport.Asked(parsed.GetValue(adopt), isCheck),
                Preview = preview,
                AllowDirty = parsed.GetValue(allowDirty),
                Verify = parsed.GetValue(verify),
                Engine = parsed.GetValue(engine),
            };
            var folders = parsed.GetValue(paths) is { Length: > 0 } given ? given : ["."];
            var outcomes = await RunAsync(new(terminal, request), [.. folders.Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).Distinct()], ct);
            if (parsed.GetValue(json))
                RegenerateReport.WriteJson(terminal.Out, outcomes, isCheck);
            else
                Print(terminal, outcomes, parsed.GetValue(dryRun));
            foreach (var outcome in outcomes.Where(outcome => outcome.Problem is null || outcomes.Count > 1))
                terminal.Error.WriteLine(RegenerateReport.Summary(outcome, preview));
            return (int)outcomes.Max(outcome => outcome.ExitOf(isCheck));
        });
        return command;
    }

    // Side by side, as many as there are cores; told in the order they were named.
    private static async Task<IReadOnlyList<RegenerateOutcome>> RunAsync(Regenerator regenerator, IReadOnlyList<string> folders, CancellationToken ct)
    {
        var outcomes = new RegenerateOutcome[folders.Count];
        await Parallel.ForEachAsync(folders.Index(), ct, async (entry, stop) => outcomes[entry.Index] = await regenerator.RunAsync(entry.Item, stop));
        return outcomes;
    }

    private static void Print(Terminal terminal, IReadOnlyList<RegenerateOutcome> outcomes, bool withDiff)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.Problem is { } problem)
                terminal.Report(problem);
            else if (outcomes.Count == 1 || withDiff)
                RegenerateReport.WriteFiles(terminal.Out, outcome);
            if (withDiff)
                UnifiedDiff.Write(terminal.Out, outcome.Update?.Files ?? []);
        }
    }

    private static Dictionary<string, string> Changes(string[] given)
    {
        Dictionary<string, string> changes = [];
        foreach (var change in given)
        {
            if (change.Split('=', 2) is not [{ Length: > 0 } name, var value])
                throw new UserErrorException(new("SM307", $"'{Printable.Of(change)}' is no change of a parameter.", "--set", "Write --set NAME=VALUE, such as --set device=gpu.", ExitCode.Usage));
            changes[name] = value;
        }
        return changes;
    }
}
