using System.Text.RegularExpressions;
using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Adoption.Mends;

/// <summary>ENTRYPOINT or CMD of plain words becomes a JSON array.</summary>
internal sealed partial class EntrypointTakesExecForm : IMend
{
    private const string Path = "Dockerfile";

    public string Check => "C-01";

    public Mend? Next(AdoptedFiles files, Finding finding)
    {
        if (finding.Places is not [{ File: Path, Line: var at }] || files.Dockerfile.Instructions.FirstOrDefault(next => next.Line == at) is not { Json: null } instruction)
            return null;
        if (Of(instruction, files) is not { } words)
            return null;
        var lines = files.Text(Path)!.Split('\n');
        var (first, last) = (lines[instruction.Line - 1], lines[instruction.EndLine - 1]);
        var keyword = Keyword().Match(first).Value;
        string[] changed = [.. lines[..(instruction.Line - 1)], $"{keyword} {JsonForm.Write(words)}{(last.EndsWith('\r') ? "\r" : "")}", .. lines[instruction.EndLine..]];
        return files.Rewritten(Check, Path, $"{instruction.Keyword} in exec form", string.Join('\n', changed));
    }

    /// <summary>The words of the array; null where a shell may have been wanted, or the program may mind the words that it then gets.</summary>
    private static IReadOnlyList<string>? Of(Instruction instruction, AdoptedFiles files)
    {
        var text = instruction.Arguments;
        if (text.StartsWith('['))
            return JsonForm.Read(text.Replace('\'', '"'));
        if (ShellsOwn().IsMatch(text))
            return null;
        var words = Words.Shell(text);
        words = [.. words.SkipWhile(word => word is "exec")];
        if (words.Count is 0 || words[0].Contains('=', StringComparison.Ordinal))
            return null;
        return instruction.Keyword is "ENTRYPOINT" && words.Exists(word => Refuses(word, files)) ? null : words;
    }

    /// <summary>In shell form the word train or serve never reached the program; one that reads its arguments strictly would stop at it.</summary>
    private static bool Refuses(string word, AdoptedFiles files) =>
        files.Texts(path => System.IO.Path.GetFileName(path) == ImagePath.Name(word)).Any(file => ReadsArguments().IsMatch(file.Text));

    [GeneratedRegex(@"^\s*\w+")]
    private static partial Regex Keyword();

    /// <summary>Variables, globs, operators, quotes within words.</summary>
    [GeneratedRegex(@"[$`*?~{}\[\];&|<>()#!\\]")]
    private static partial Regex ShellsOwn();

    [GeneratedRegex(@"\b(parse_args|click\.command|fire\.Fire|typer)\b")]
    private static partial Regex ReadsArguments();
}
