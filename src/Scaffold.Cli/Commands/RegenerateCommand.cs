using System.CommandLine;
using Scaffold.Checks.Bases;
using Scaffold.Checks.Verification;
using Scaffold.Cli.Regenerating;
using Scaffold.Cli.Reports;
using Scaffold.Core.Problems;
using Scaffold.Engine.Registry;

namespace Scaffold.Cli.Commands;

/// <summary><c>regenerate</c>: brings repositories to today's templates and to their parameters, and keeps what their owners changed.</summary>
internal static class RegenerateCommand
{
    public static Command Create(Terminal terminal)
    {
        FleetOptions fleet = new();
        var set = new Option<string[]>("--set") { Description = "Change a parameter, as an edit of container.json would.", HelpName = "name=value" };
        var images = new Option<bool>("--images") { Description = "Move the digests of pinned base images to what their tags name now." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the class of each file and the diff; write nothing." };
        var check = new Option<bool>("--check") { Description = "Write nothing; exit 1 when there is something to do." };
        var adopt = new Option<bool>("--adopt") { Description = "Take in a repository made by hand: recognise its parameters, show its gaps, mend what is plain." };
        var allowDirty = new Option<bool>("--allow-dirty") { Description = "Go on when there are changes that are not committed." };
        var verify = new Option<bool>("--verify") { Description = "Verify the result in a copy; write it only when it passes." };
        var engine = VerifyCommand.EngineOption();
        BatchOptions batch = new();
        var json = new Option<bool>("--json") { Description = "Print what was done as JSON on stdout." };
        var markdown = new Option<string?>("--markdown") { Description = "Write what was done to a file as Markdown, for the body of a pull request; - for stdout.", HelpName = "file" };
        var verbose = new Option<bool>("--verbose") { Description = "Say more when something breaks." };

        Command command = new("regenerate", "Bring repositories to today's templates and to the parameters in container.json; what you changed stays.\n\nExample: sagemaker-container regenerate my-model --set device=gpu --dry-run")
        {
            set, images, dryRun, check, adopt, allowDirty, verify, engine, json, markdown, verbose,
        };
        fleet.AddTo(command);
        batch.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(markdown) is "-")
                throw new UserErrorException(new("SM316", "JSON and Markdown cannot share stdout.", "--markdown", "Name a file for the Markdown.", ExitCode.Usage));
            if (parsed.GetValue(markdown) is { } page)
                ReportOptions.Guard(markdown.Name, page);
            var file = fleet.FileOf(parsed);
            var repositories = fleet.RepositoriesOf(parsed, file);
            using var tags = parsed.GetValue(images) ? RegistryClient.Create() : null;
            using BaseMoves? bases = tags is null ? null : new(tags, DateOnly.FromDateTime(DateTime.UtcNow));
            var isCheck = parsed.GetValue(check);
            RegenerateRequest request = new()
            {
                Changes = Changes(parsed.GetValue(set) ?? []),
                Bases = bases,
                Adopt = AdoptionReport.Asked(parsed.GetValue(adopt), isCheck, bases is not null),
                Preview = parsed.GetValue(dryRun) || isCheck,
                Diff = parsed.GetValue(dryRun),
                AllowDirty = parsed.GetValue(allowDirty),
                Verify = parsed.GetValue(verify),
                Engine = parsed.GetValue(engine),
            };
            var outcomes = await batch.Of(parsed, file, new(terminal, request), request, isCheck).RunAsync(repositories, ct);

            RegenerateReport report = new(outcomes, request.Preview, isCheck);
            if (parsed.GetValue(json))
                report.WriteJson(terminal.Out);
            else if (parsed.GetValue(markdown) is not "-")
                report.Write(terminal.Out, request.Diff);
            foreach (var problem in outcomes.Select(outcome => outcome.Problem).OfType<Problem>())
                terminal.Report(problem);
            report.WriteSummary(terminal.Error);
            if (parsed.GetValue(markdown) is { } target)
                await WriteAsync(terminal, target, RegenerateMarkdown.Of(report), ct);
            return (int)report.Exit;
        });
        return command;
    }

    private static async Task WriteAsync(Terminal terminal, string target, string markdown, CancellationToken ct)
    {
        if (target is "-")
            await terminal.Out.WriteAsync(markdown.AsMemory(), ct);
        else
            await WholeFile.WriteAsync(target, markdown, ct);
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
