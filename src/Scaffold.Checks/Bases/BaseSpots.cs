using System.Text.RegularExpressions;
using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Bases;

/// <summary>Finds where the name of a base is written: in its FROM, or in the ARG that the FROM takes it from.</summary>
internal sealed partial class BaseSpots(string text, Dockerfile file)
{
    private const int Deepest = 8;
    private const string Elsewhere = "its name is written over several lines";

    private readonly int[] _lines = [0, .. text.Index().Where(letter => letter.Item is '\n').Select(letter => letter.Index + 1)];

    public (TextSpot? Spot, string? WhyNot) Of(Instruction from) =>
        Words.Split(from.Arguments, file.Escape) is [var word, ..] && Find(from, word) is { } spot ? Narrow(spot, Arguments().Count(), 0) : (null, Elsewhere);

    private IEnumerable<Instruction> Arguments() => file.Instructions.TakeWhile(next => next.Keyword != "FROM").Where(next => next.Keyword == "ARG");

    /// <param name="known">How many ARG count here: a value sees those before it.</param>
    private (TextSpot?, string?) Narrow(TextSpot spot, int known, int depth)
    {
        var word = text.Substring(spot.Start, spot.Length);
        if (word is ['"', .., '"'] or ['\'', .., '\''])
            return Narrow(new(spot.Start + 1, spot.Length - 2), known, depth);
        if (Variable().Match(word) is { Success: true } match && depth < Deepest)
        {
            if (Argument(match.Groups["name"].Value, known) is (var value, var index))
                return Narrow(value, index, depth + 1);
            var otherwise = match.Groups["otherwise"];
            return otherwise.Success ? Narrow(new(spot.Start + otherwise.Index, otherwise.Length), known, depth + 1) : (null, "it depends on a build argument that has no value here");
        }
        if (word.AsSpan().ContainsAny('"', '\'') || word.Contains(file.Escape, StringComparison.Ordinal))
            return (null, "its name is written with quotes or escapes in it");
        // A digest after a tag that an argument chooses would hold, whatever the argument says.
        return LastPart().Match(word).Value.Contains('$', StringComparison.Ordinal)
            ? (null, "a build argument chooses its tag, and a digest would overrule it; give the whole name to the ARG")
            : (spot, null);
    }

    /// <summary>The value of the last ARG of that name, and how many came before it.</summary>
    private (TextSpot Value, int Index)? Argument(string name, int known)
    {
        foreach (var (index, argument) in Arguments().Take(known).Index().Reverse())
        {
            var word = Words.Split(argument.Arguments, file.Escape).FindLast(next => next.StartsWith(name + "=", StringComparison.Ordinal));
            if (word is not null && Find(argument, word) is { } spot)
                return (new(spot.Start + name.Length + 1, spot.Length - name.Length - 1), index);
        }
        return null;
    }

    /// <summary>Where a word of an instruction is; null when a line ends within it.</summary>
    private TextSpot? Find(Instruction instruction, string word)
    {
        for (var line = instruction.Line; line <= instruction.EndLine && line <= _lines.Length; line++)
        {
            var (start, end) = (_lines[line - 1], line < _lines.Length ? _lines[line] : text.Length);
            if (line == instruction.Line)
                start = text.IndexOf(instruction.Keyword, start, end - start, StringComparison.OrdinalIgnoreCase) + instruction.Keyword.Length;
            else if (text.AsSpan(start, end - start).TrimStart() is ['#', ..])
                continue;
            for (var at = text.IndexOf(word, start, end - start, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, end - at - 1, StringComparison.Ordinal))
            {
                if ((at == _lines[line - 1] || Words.Blanks.Contains(text[at - 1])) && (at + word.Length == text.Length || Words.Blanks.Contains(text[at + word.Length])))
                    return new(at, word.Length);
            }
        }
        return null;
    }

    [GeneratedRegex(@"^\$(?:(?<name>\w+)|\{(?<name>\w+)(?::?-(?<otherwise>[^{}]+))?\})\z")]
    private static partial Regex Variable();

    // From the last slash; before it an argument may choose a registry or a region.
    [GeneratedRegex(@"[^/]*\z")]
    private static partial Regex LastPart();
}
