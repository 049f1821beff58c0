using System.CommandLine;
using Scaffold.Checks.Verification;
using Scaffold.Cli.Reports;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;
using Scaffold.Core.Problems;
using Scaffold.Core.Writing;

namespace Scaffold.Cli.Commands;

/// <summary><c>new</c>: writes a model repository.</summary>
internal static class NewCommand
{
    public static Command Create(Terminal terminal)
    {
        var definition = TemplateDefinition.Current;
        var name = new Argument<string?>("name") { Description = $"Name of the project and its folder [default: {definition.DefaultName}].", Arity = ArgumentArity.ZeroOrOne };
        var output = new Option<string?>("--output", "-o") { Description = "Folder to write to [default: the name].", HelpName = "folder" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print what would be written; write nothing." };
        var force = new Option<bool>("--force") { Description = "Overwrite files of the same names in a folder that is not empty." };
        var json = new Option<bool>("--json") { Description = "Print what was done as JSON on stdout." };
        var verify = new Option<bool>("--verify") { Description = "Go on to verify what was written." };
        var engine = VerifyCommand.EngineOption();
        var verbose = new Option<bool>("--verbose") { Description = "Say more when something breaks." };
        var parameters = definition.Parameters.ToDictionary(parameter => parameter, ParameterOption);

        name.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] } token, ..])
                result.AddError($"There is no option {token.Value}.");
        });

        Command command = new("new", "Write a model repository.\n\nExample: sagemaker-container new my-model --language python");
        command.Add(name);
        foreach (var option in parameters.Values)
            command.Add(option);
        foreach (var option in new Option[] { output, dryRun, force, verify, engine, json, verbose })
            command.Add(option);

        command.SetAction(async (parsed, ct) =>
        {
            var given = parameters
                .Where(entry => parsed.GetValue(entry.Value) is not null)
                .ToDictionary(entry => entry.Key.Name, entry => parsed.GetValue(entry.Value)!);
            var folder = parsed.GetValue(output);
            var answers = Answers.Create(parsed.GetValue(name) ?? NameOf(folder) ?? definition.DefaultName, given);
            var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder ?? answers.Name));
            var asJson = parsed.GetValue(json);
            var report = Write(target, answers, parsed.GetValue(force), parsed.GetValue(dryRun), ct);
            var goesOn = report.Written && parsed.GetValue(verify);

            if (!asJson)
                report.WriteFiles(terminal.Out);
            report.WriteSummary(terminal, goesOn);
            var verdict = goesOn
                ? await VerifyCommand.VerifyAsync(terminal, asJson ? terminal.Error : terminal.Out, RequestFor(target), parsed.GetValue(engine), parsed.GetValue(verbose), ct)
                : null;
            if (asJson)
                report.WriteJson(terminal.Out, verdict);
            return (int)(verdict is null ? ExitCode.Done : VerifyCommand.ExitOf(verdict));
        });
        return command;
    }

    private static NewReport Write(string target, Answers answers, bool force, bool dryRun, CancellationToken ct)
    {
        var files = PristineRecord.With(RepositoryPlan.For(answers));
        var changes = dryRun ? RepositoryWriter.Preview(target, files, force) : RepositoryWriter.Write(target, files, force, ct);
        return new(target, answers, changes, Written: !dryRun);
    }

    private static VerifyRequest RequestFor(string target) => new() { Directory = target, SamplesPath = Path.Combine(target, "samples") };

    // The values are judged by Answers, which knows the language they must go with.
    private static Option<string?> ParameterOption(Parameter parameter)
    {
        var option = new Option<string?>($"--{parameter.Name}") { Description = Help(parameter), HelpName = HelpName(parameter) };
        if (parameter.ShortName is { } letter)
            option.Aliases.Add($"-{letter}");
        if (parameter.IsChoice)
            option.CompletionSources.Add(_ => parameter.Choices.Select(choice => new System.CommandLine.Completions.CompletionItem(choice.Value)));
        return option;
    }

    private static string HelpName(Parameter parameter) =>
        parameter.IsChoice ? string.Join('|', parameter.Choices.Select(choice => choice.Value)) : "text";

    private static string Help(Parameter parameter)
    {
        var defaults = TemplateDefinition.Current["language"].Choices
            .Select(language => parameter.Default.For(language.Value)).Distinct().ToList();
        return $"{parameter.Description} [default: {string.Join(" or ", defaults)}]";
    }

    // `new --output some/where` is named for its folder, as dotnet new does it.
    private static string? NameOf(string? folder) =>
        folder is null ? null : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
