using System.Collections.Immutable;

namespace Scaffold.Checks.Dockerfiles;

/// <summary>What holds as a stage is read from top to bottom: its variables and its WORKDIR.</summary>
/// <param name="globals">ARG before the first FROM: seen in a stage once it names them.</param>
internal sealed class StageScope(char escape, ImmutableDictionary<string, string> globals, Stage? parent)
{
    /// <summary>ENV and ARG, those of the parent stage too; of one name, the later counts.</summary>
    public ImmutableDictionary<string, string> Variables { get; private set; } = parent?.Variables ?? ImmutableDictionary<string, string>.Empty;

    /// <summary>ENV alone: what the image has.</summary>
    public ImmutableDictionary<string, string> Environment { get; private set; } = parent?.Environment ?? ImmutableDictionary<string, string>.Empty;

    public string WorkingDirectory { get; private set; } = parent?.WorkingDirectory ?? "/";

    public Step Read(Instruction instruction)
    {
        Step step = new(instruction, Expanded(instruction, new(escape, Variables)), WorkingDirectory, Variables);
        switch (instruction.Keyword)
        {
            case "ENV":
                step = step with { Pairs = StageReader.Pairs(instruction, escape, Variables) };
                Environment = Environment.SetItems(StageReader.Known(step.Pairs));
                Variables = Variables.SetItems(StageReader.Known(step.Pairs));
                break;
            case "ARG":
                step = step with { Pairs = [.. StageReader.Pairs(instruction, escape, Variables).Select(WithGlobal)] };
                Variables = Variables.SetItems(StageReader.Known(step.Pairs));
                break;
            case "LABEL":
                step = step with { Pairs = StageReader.Pairs(instruction, escape, Variables) };
                break;
            case "WORKDIR" when step.Words is [var path]:
                WorkingDirectory = ImagePath.Resolve(WorkingDirectory, path);
                break;
        }
        return step;
    }

    private KeyValuePair<string, string?> WithGlobal(KeyValuePair<string, string?> pair) =>
        pair.Value is null && globals.TryGetValue(pair.Key, out var value) ? KeyValuePair.Create<string, string?>(pair.Key, value) : pair;

    private IReadOnlyList<string> Expanded(Instruction instruction, Expansion expansion) => instruction.Keyword switch
    {
        "ADD" or "COPY" or "VOLUME" => [.. (instruction.Json ?? Words.Split(instruction.Arguments, escape)).Select(word => expansion.Expand(word))],
        "EXPOSE" => Words.Split(instruction.Arguments, escape).ConvertAll(word => expansion.Expand(word)),
        "USER" or "WORKDIR" or "STOPSIGNAL" => [expansion.Expand(instruction.Arguments)],
        _ => instruction.Json ?? [instruction.Arguments],
    };
}
