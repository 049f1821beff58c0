using System.Text.RegularExpressions;

namespace Scaffold.Checks.Adoption.Mends;

/// <summary>A shell script whose last line is one plain command hands its place over to it.</summary>
internal sealed partial class ShellScriptsEndInExec : IMend
{
    public string Check => "C-13";

    public Mend? Next(AdoptedFiles files, Finding finding) =>
        finding.Places.Select(place => Of(files, place.File)).FirstOrDefault(mend => mend is not null);

    private Mend? Of(AdoptedFiles files, string path)
    {
        if (files.Text(path) is not { } text || !Shell().IsMatch(text) || Image.ShellScript.HandsOver(text))
            return null;
        var lines = text.Split('\n');
        var last = Array.FindLastIndex(lines, line => line.AsSpan().Trim() is not ([] or ['#', ..]));
        if (!Command().IsMatch(lines[last].TrimEnd()) || (last > 0 && lines[last - 1].TrimEnd().EndsWith('\\')))
            return null;
        lines[last] = "exec " + lines[last];
        return files.Rewritten(Check, path, "its last command behind exec", string.Join('\n', lines));
    }

    [GeneratedRegex(@"\A#!\s*\S*(/|\s)(ba|da|a|z|k)?sh\b")]
    private static partial Regex Shell();

    /// <summary>At the margin, no word of the shell's own, no assignment before it, nothing that only a shell does.</summary>
    [GeneratedRegex(@"^(?!(if|for|while|until|case|select|function|then|else|fi|done|esac|do|exit|return|set|export|source|cd|wait|eval|trap|echo|printf|read|true|false|test|umask|ulimit|unset|shift|kill|time|local|declare|readonly|alias)\b)[A-Za-z0-9_./-]+( [^;|&<>()`#\\{}!]*)?$")]
    private static partial Regex Command();
}
