using System.Diagnostics;
using Scaffold.Core.Problems;

namespace Scaffold.Engine;

/// <summary>What git knows of a folder.</summary>
public static class WorkingTree
{
    /// <summary>Tracked files below a folder that are not committed as they are; none where there is no git repository.</summary>
    /// <exception cref="UserErrorException">There is a repository, and no git to ask.</exception>
    public static async Task<IReadOnlyList<string>> UncommittedAsync(string folder, CancellationToken ct)
    {
        if (!IsInRepository(folder))
            return [];
        List<string> paths = [], errors = [];
        ProcessStartInfo start = new("git", ["-C", folder, "-c", "core.quotePath=false", "status", "--porcelain", "--untracked-files=no", "--", "."]);
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        var exit = await ChildProcess.RunAsync(start, (isError, line) => Add(isError ? errors : paths, line), ct);
        if (exit is 0)
            return [.. paths.Select(line => line[3..])];
        throw new UserErrorException(new("SM304", exit is null ? "git is not on PATH, and so it is not known whether all is committed." : $"git status failed: {string.Join(' ', errors)}", folder,
            "Install or mend git, or go on without that question: --allow-dirty.", ExitCode.Usage));
    }

    private static void Add(List<string> lines, string line)
    {
        lock (lines)
            lines.Add(line);
    }

    private static bool IsInRepository(string folder)
    {
        for (var parent = folder; parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (Path.Exists(Path.Combine(parent, ".git")))
                return true;
        }
        return false;
    }
}
