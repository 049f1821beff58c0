using System.Globalization;
using System.Text;

namespace Scaffold.Engine;

/// <summary>What Linux says of a process in <c>/proc/PID/stat</c>; zombies included.</summary>
/// <param name="Session">ID of its session, the process that called setsid.</param>
/// <param name="Started">Clock ticks since boot.</param>
/// <param name="ResidentPages">Of memory, in use.</param>
internal sealed record ProcStat(int Pid, int ParentPid, int Session, string State, long Started, long ResidentPages, string Name)
{
    /// <summary>Null when the process is gone (or this is no Linux).</summary>
    public static ProcStat? Read(int pid) => Content(pid, "stat") is { } text ? Parse(Encoding.UTF8.GetString(text)) : null;

    public static ProcStat? Parse(string text)
    {
        // The name stands in brackets and may hold blanks and brackets itself.
        var (open, close) = (text.IndexOf('('), text.LastIndexOf(')'));
        return open > 0 && close > open && text[(close + 1)..].Split(' ') is { Length: > 22 } rest
            ? new(Number(text[..open]), Number(rest[2]), Number(rest[4]), rest[1], Long(rest[20]), Long(rest[22]), text[(open + 1)..close])
            : null;
    }

    public static IEnumerable<ProcStat> All() =>
        from directory in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(directory)
        where char.IsAsciiDigit(name[0])
        let stat = Read(Number(name))
        where stat is not null
        select stat;

    /// <summary>The process and all below it, parents before children.</summary>
    public static IReadOnlyList<ProcStat> Tree(int pid, IEnumerable<ProcStat> all)
    {
        var children = all.OrderBy(stat => stat.Started).ToLookup(stat => stat.ParentPid);
        List<ProcStat> tree = [.. children.SelectMany(group => group).Where(stat => stat.Pid == pid)];
        for (var i = 0; i < tree.Count; i++)
            tree.AddRange(children[tree[i].Pid]);
        return tree;
    }

    /// <summary>A file of the process, such as <c>cmdline</c>; null when it is gone or not ours to read.</summary>
    public static byte[]? Content(int pid, string file)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="commandLine">Its words, separated by blanks; empty for a zombie.</param>
    public RunProcess ToRunProcess(string commandLine) =>
        new(Pid, ParentPid, State, commandLine.Trim() is { Length: > 0 } words ? words : $"[{Name}]") { ResidentBytes = ResidentPages * Environment.SystemPageSize };

    public RunProcess ToRunProcess() =>
        ToRunProcess(Encoding.UTF8.GetString(Content(Pid, "cmdline") ?? []).Replace('\0', ' '));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
