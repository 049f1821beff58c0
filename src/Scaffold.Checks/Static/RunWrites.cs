using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Static;

/// <summary>Paths below /opt/ml that a RUN instruction seems to write, judged by the words of its commands.</summary>
internal static class RunWrites
{
    private static readonly HashSet<string> Readers =
        ["test", "[", "[[", "ls", "cat", "rm", "rmdir", "echo", "printf", "export", "cd", "find", "grep", "head", "tail", "stat", "du", "df", "chmod", "chown", "chgrp", "true", ":"];

    /// <summary>Commands that write what their last word names.</summary>
    private static readonly HashSet<string> Copiers = ["cp", "mv", "ln", "rsync", "install"];

    public static IEnumerable<RunWrite> In(Step step, char escape) =>
        RunCommands.In(step, escape).SelectMany(command => Command(command, step.WorkingDirectory));

    private static IEnumerable<RunWrite> Command(IReadOnlyList<string> words, string directory)
    {
        for (var at = 1; at < words.Count; at++)
        {
            if (words[at - 1] == ">" && words[at] != ">" && Path(words[at], directory) is { } target)
                yield return new(target, FolderOnly: false);
        }
        var arguments = RunCommands.Program(words.TakeWhile(word => word is not (">" or "<"))).ToList();
        if (arguments.Count < 2 || ImagePath.Name(arguments[0]) is var name && Readers.Contains(name))
            yield break;
        var folderOnly = name == "mkdir" || (name == "install" && arguments.Contains("-d"));
        foreach (var word in Copiers.Contains(name) && !folderOnly ? arguments[^1..] : arguments[1..])
        {
            if (Path(word, directory) is { } path)
                yield return new(path, folderOnly);
        }
    }

    /// <summary>The path of a word such as <c>--output=/opt/ml/model</c>, when it lies below /opt/ml.</summary>
    private static string? Path(string word, string directory)
    {
        var value = word.StartsWith('-') ? word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..] : word;
        if (value.Length == 0 || value.StartsWith('-') || value.Contains("://", StringComparison.Ordinal))
            return null;
        var path = ImagePath.Resolve(directory, value);
        return ReservedFolders.Of(path) is null ? null : path;
    }
}

/// <summary>A path that a command writes, or only makes as an empty folder.</summary>
internal sealed record RunWrite(string Path, bool FolderOnly);
