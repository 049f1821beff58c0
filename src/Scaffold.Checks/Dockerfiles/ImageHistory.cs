using System.Text;
using System.Text.RegularExpressions;
using Scaffold.Engine;

namespace Scaffold.Checks.Dockerfiles;

/// <summary>Reads the history of an image as the Dockerfile it came from, as far as it tells: files, folders, ports and commands, no values.</summary>
internal static partial class ImageHistory
{
    private const string Name = "the image's history";
    private const int LongestStep = 64 << 10;
    private static readonly HashSet<string> Kept = ["ADD", "COPY", "EXPOSE", "HEALTHCHECK", "RUN", "VOLUME", "WORKDIR"];

    /// <summary>One instruction for each step, its base's steps first.</summary>
    public static Dockerfile Read(IReadOnlyList<ImageLayer> layers)
    {
        StringBuilder text = new("FROM scratch\n");
        foreach (var layer in layers)
        {
            var line = InstructionOf(layer.Command.Length > LongestStep ? layer.Command[..LongestStep] : layer.Command);
            if (Kept.Contains(line.Split(' ', 2)[0]))
                text.Append(line).Append('\n');
        }
        return Dockerfile.Parse(text.ToString(), Name);
    }

    /// <summary>Names and values of the build arguments that RUN steps keep: <c>|1 NAME=value /bin/sh -c …</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Arguments(IReadOnlyList<ImageLayer> layers) =>
        from layer in layers
        let list = ArgumentList().Match(layer.Command)
        where list.Success
        from Match pair in ArgumentPair().Matches(list.Groups[1].Value)
        select KeyValuePair.Create(pair.Groups[1].Value, pair.Groups[2].Value);

    private static string InstructionOf(string command)
    {
        var line = command.Trim();
        if (line.EndsWith("# buildkit", StringComparison.Ordinal))
            line = line[..^"# buildkit".Length].TrimEnd();
        if (line.StartsWith("/bin/sh -c #(nop)", StringComparison.Ordinal)) // of the builder before BuildKit
            line = SourceOfNop().Replace(line["/bin/sh -c #(nop)".Length..].TrimStart(), "$1 $2 ");
        else if (ShellStart().Match(line) is { Success: true } start)
            line = "RUN " + line[start.Length..];
        return line.Replace("\r", "", StringComparison.Ordinal).Replace("\\\n", " ", StringComparison.Ordinal).Replace("\n", " ; ", StringComparison.Ordinal).TrimEnd('\\').Replace("<<", "< ", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(RUN )?(\|\d+ .*? )?/bin/(ba)?sh (-\w+ )*-\w*c ", RegexOptions.Singleline)]
    private static partial Regex ShellStart();

    [GeneratedRegex(@"^(ADD|COPY) (\S+) in ")]
    private static partial Regex SourceOfNop();

    [GeneratedRegex(@"^(?:RUN )?\|\d+ (.*?) /bin/\w+ -", RegexOptions.Singleline)]
    private static partial Regex ArgumentList();

    [GeneratedRegex(@"(?:^|(?<= ))(\w+)=(\S*)")]
    private static partial Regex ArgumentPair();
}
