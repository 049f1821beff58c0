using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Static;

/// <summary>An ENTRYPOINT or CMD.</summary>
/// <param name="Words">The words Docker starts; of a shell form: <c>/bin/sh -c TEXT</c>.</param>
/// <param name="ShellForm">Known to be written in shell form; an image's configuration does not tell it from exec form.</param>
/// <param name="Text">As written, with its keyword.</param>
/// <param name="Where">Dockerfile(line), or the image's configuration.</param>
internal sealed record StartCommand(IReadOnlyList<string> Words, bool ShellForm, string Text, string Where)
{
    /// <summary>The line of the Dockerfile; null when it comes from an image.</summary>
    public SourcePlace? Place { get; init; }

    public static StartCommand? FromDockerfile(Dockerfile file, Instruction instruction)
    {
        var text = $"{instruction.Keyword} {instruction.Arguments}";
        var place = file.At(instruction);
        if (instruction.Json is { } words)
            return words.Count == 0 ? null : new(words, false, text, place.ToString()) { Place = place };
        return instruction.Arguments.Length == 0 ? null : new(["/bin/sh", "-c", instruction.Arguments], true, text, place.ToString()) { Place = place };
    }

    public static StartCommand? FromConfig(string keyword, IReadOnlyList<string> words) =>
        words.Count == 0 ? null : new(words, false, $"{keyword} {JsonForm.Write(words)}", "the image's configuration");

    /// <summary>The program that is started first: <c>env</c>, <c>exec</c> and assignments before it do not count.</summary>
    public IReadOnlyList<string> Program
    {
        get
        {
            var words = ShellScript is { } script ? Dockerfiles.Words.Shell(script) : Words;
            return [.. words.SkipWhile(word => ImagePath.Name(word) is "env" or "exec" || word.Contains('=', StringComparison.Ordinal) || word is "-S" or "-i")];
        }
    }

    /// <summary>What a shell is given by <c>-c</c>; null when it starts no shell so.</summary>
    public string? ShellScript => ScriptAt is { } at ? Words[at] : null;

    /// <summary>How many words follow the script: the first is <c>$0</c>, the next <c>$1</c>.</summary>
    public int WordsAfterScript => ScriptAt is { } at ? Words.Count - at - 1 : 0;

    private int? ScriptAt
    {
        get
        {
            var shell = Words.Count > 0 && ImagePath.Name(Words[0]) == "env" ? 1 : 0;
            if (Words.Count <= shell + 1 || ImagePath.Name(Words[shell]) is not ("sh" or "bash" or "dash" or "ash" or "zsh" or "ksh"))
                return null;
            for (var at = shell + 1; at < Words.Count - 1 && Words[at] is ['-' or '+', ..]; at++)
            {
                if (Words[at] is ['-', not '-', ..] && Words[at].Contains('c', StringComparison.Ordinal))
                    return at + 1;
            }
            return null;
        }
    }
}
