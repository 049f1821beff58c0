using System.Collections.Immutable;

namespace Scaffold.Checks.Dockerfiles;

/// <summary>Makes stages of instructions: who is FROM whom, and which values hold where.</summary>
internal static class StageReader
{
    private static readonly ImmutableDictionary<string, string> NoVariables = ImmutableDictionary<string, string>.Empty;

    public static IReadOnlyList<Stage> Read(Dockerfile file)
    {
        List<Stage> stages = [];
        var arguments = NoVariables;
        var at = 0;
        for (; at < file.Instructions.Count && file.Instructions[at].Keyword != "FROM"; at++)
        {
            if (file.Instructions[at].Keyword == "ARG")
                arguments = arguments.SetItems(Known(Pairs(file.Instructions[at], file.Escape, arguments)));
        }
        while (at < file.Instructions.Count)
        {
            var from = file.Instructions[at++];
            var count = file.Instructions.Skip(at).TakeWhile(next => next.Keyword != "FROM").Count();
            stages.Add(ReadStage(file, from, [.. file.Instructions.Skip(at).Take(count)], arguments, stages));
            at += count;
        }
        return stages;
    }

    private static Stage ReadStage(Dockerfile file, Instruction from, IReadOnlyList<Instruction> body, ImmutableDictionary<string, string> arguments, List<Stage> earlier)
    {
        Expansion expansion = new(file.Escape, arguments);
        var words = Words.Split(from.Arguments, file.Escape).ConvertAll(word => expansion.Expand(word));
        var image = words.Count > 0 ? words[0] : "";
        var name = words is [_, var keyword, var alias, ..] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase) ? alias : null;
        var platform = from.Flag("platform") is { } flag ? expansion.Expand(flag) : null;
        var parent = earlier.FindLast(stage => image.Equals(stage.Name, StringComparison.OrdinalIgnoreCase));

        StageScope scope = new(file.Escape, arguments, parent);
        Step[] steps = [.. body.Where(next => next.Keyword != "ONBUILD").Select(scope.Read)];
        return new(name, from, image, platform, parent, steps)
        {
            Variables = scope.Variables,
            Environment = scope.Environment,
            WorkingDirectory = scope.WorkingDirectory,
        };
    }

    internal static IEnumerable<KeyValuePair<string, string>> Known(IEnumerable<KeyValuePair<string, string?>> pairs) =>
        pairs.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!));

    /// <summary>Reads <c>NAME=value …</c>, <c>ENV NAME rest of the line</c> and <c>ARG NAME</c>.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string?>> Pairs(Instruction instruction, char escape, ImmutableDictionary<string, string> variables)
    {
        Expansion expansion = new(escape, variables);
        var words = Words.Split(instruction.Arguments, escape);
        if (instruction.Keyword != "ARG" && words is [var first, ..] && !first.Contains('=', StringComparison.Ordinal))
            return [KeyValuePair.Create<string, string?>(first, expansion.Expand(instruction.Arguments[first.Length..].Trim()))];
        return [.. words.Select(word =>
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            return equals < 0
                ? KeyValuePair.Create<string, string?>(word, null)
                : KeyValuePair.Create<string, string?>(expansion.Expand(word[..equals]), expansion.Expand(word[(equals + 1)..]));
        })];
    }
}
