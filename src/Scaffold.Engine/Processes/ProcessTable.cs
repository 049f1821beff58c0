using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Scaffold.Engine.Processes;

/// <summary>The processes of a run: all of its session, and those that left it but still carry its environment.</summary>
internal static class ProcessTable
{
    private const int Rounds = 20;

    /// <summary>The first process of the session first, the others in the order they started.</summary>
    public static IReadOnlyList<RunProcess> Of(int session, string marker)
    {
        if (!OperatingSystem.IsLinux())
            return FromPs(session);
        var all = ProcStat.All().OrderBy(stat => stat.Pid != session).ThenBy(stat => stat.Started).ToList();
        var tree = ProcStat.Tree(session, all).Select(stat => stat.Pid).ToHashSet();
        return [.. all.Where(stat => stat.Session == session || tree.Contains(stat.Pid) || IsMarked(stat.Pid, marker)).Select(stat => stat.ToRunProcess())];
    }

    /// <summary>Processes whose environment names a folder below <paramref name="path"/>; none where /proc is missing.</summary>
    public static IReadOnlyList<RunProcess> Marked(string path) => OperatingSystem.IsLinux()
        ? [.. ProcStat.All().Where(stat => IsMarked(stat.Pid, path)).Select(stat => stat.ToRunProcess())]
        : [];

    /// <summary>Kills and asks again, since what is being killed may start more.</summary>
    public static void KillAll(Func<IReadOnlyList<RunProcess>> list)
    {
        for (var round = 0; round < Rounds && list().Where(process => process.State != "Z").ToList() is { Count: > 0 } alive; round++)
        {
            foreach (var process in alive)
                Signals.Send(process.Pid, "SIGKILL");
            Thread.Sleep(round);
        }
    }

    private static bool IsMarked(int pid, string path) =>
        ProcStat.Content(pid, "environ") is { Length: > 0 } environment && environment.AsSpan().IndexOf(Encoding.UTF8.GetBytes("SAGEMAKER_BASE_DIR=" + path)) >= 0;

    // macOS: the session's leader leads a process group, too, which its children are in unless they make their own.
    internal static List<RunProcess> FromPs(int group)
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-A", "-o", "pid=,ppid=,pgid=,stat=,command="]) { RedirectStandardOutput = true })!;
        var rows = ps.StandardOutput.ReadToEnd().Split('\n')
            .Select(line => line.Split(' ', 5, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(words => words.Length == 5)
            .Select(words => (Group: Number(words[2]), Process: new RunProcess(Number(words[0]), Number(words[1]), words[3][..1], words[4])))
            .OrderBy(row => row.Process.Pid != group)
            .ToList();
        HashSet<int> found = [group];
        while (rows.Any(row => (row.Group == group || found.Contains(row.Process.ParentPid)) && found.Add(row.Process.Pid)))
        {
            // until no row adds another
        }
        return [.. rows.Where(row => found.Contains(row.Process.Pid)).Select(row => row.Process)];
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
