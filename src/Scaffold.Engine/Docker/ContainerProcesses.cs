using System.Globalization;
using System.Net;
using System.Text;
using Docker.DotNet;

namespace Scaffold.Engine.Docker;

/// <summary>Processes of a container, zombies included, and signals to any of them.</summary>
/// <remarks>
/// <c>docker top</c> shows no zombies (they have left their control group), and <c>docker kill</c> reaches process 1 only. So: where the engine's kernel
/// is ours, /proc shows all; elsewhere a shell in the container reads its own /proc; without a shell, top must do.
/// </remarks>
internal sealed class ContainerProcesses(IDockerClient client, string id)
{
    // A pair of lines for each process. What this script itself starts has no parent inside and drops out.
    private const string Script = """for d in /proc/[0-9]*; do read -r s <"$d/stat" && echo "$s" && tr '\0\n' '  ' <"$d/cmdline" && echo; done 2>/dev/null""";

    /// <summary>None when the container has ended, be it just now.</summary>
    public async Task<IReadOnlyList<RunProcess>> ListAsync(CancellationToken ct)
    {
        if (await RootOnThisHostAsync(ct) is { } root)
            return [.. ProcStat.Tree(root, ProcStat.All()).Select(stat => stat.ToRunProcess())];
        if (await ExecAsync(Script, ct) is { Length: > 0 } text)
            return Parse(text.Split('\n'));
        try
        {
            var top = await client.Containers.ListProcessesAsync(id, new() { PsArgs = "-eo pid,ppid,stat,rss,args" }, ct);
            return [.. from row in top.Processes ?? []
                       where row.Count >= 5
                       select new RunProcess(Number(row[0]), Number(row[1]), row[2][..1], string.Join(' ', row.Skip(4))) { ResidentBytes = Number(row[3]) * 1_024L }];
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict) // it is not running
        {
            return [];
        }
    }

    public async Task<bool> SignalAsync(RunProcess process, string signal, CancellationToken ct)
    {
        var here = await RootOnThisHostAsync(ct) is not null;
        if (here && Signals.Send(process.Pid, signal))
            return true;
        var inside = here ? PidInside(process.Pid) : process.Pid;
        return inside is { } pid && await ExecAsync($"kill -{signal[3..]} {pid} && echo sent", ct) is { Length: > 0 };
    }

    /// <summary>A file of /proc as process 1 sees it; empty when there is no way to it.</summary>
    public async Task<string> ProcFileAsync(string file, CancellationToken ct) =>
        await RootOnThisHostAsync(ct) is { } root
            ? Encoding.UTF8.GetString(ProcStat.Content(root, file) ?? [])
            : await ExecAsync($"""while read -r line; do echo "$line"; done </proc/1/{file}""", ct);

    private static List<RunProcess> Parse(string[] lines)
    {
        var found = lines.Chunk(2).Where(pair => pair.Length == 2)
            .Select(pair => (Stat: ProcStat.Parse(pair[0]), Command: pair[1]))
            .Where(pair => pair.Stat is not null)
            .ToDictionary(pair => pair.Stat!, pair => pair.Command);
        return [.. ProcStat.Tree(1, found.Keys).Select(stat => stat.ToRunProcess(found[stat]))];
    }

    /// <summary>Process 1 of the container as this host's kernel counts; null when the engine runs on another kernel.</summary>
    private async Task<int?> RootOnThisHostAsync(CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var pid = (int)((await client.Containers.InspectContainerAsync(id, ct)).State?.Pid ?? 0);
        return pid > 0 && Encoding.UTF8.GetString(ProcStat.Content(pid, "cgroup") ?? []).Contains(id, StringComparison.Ordinal) ? pid : null;
    }

    // NSpid: the process's numbers from the outermost namespace to its own.
    private static int? PidInside(int pid) =>
        Encoding.UTF8.GetString(ProcStat.Content(pid, "status") ?? []).Split('\n').FirstOrDefault(line => line.StartsWith("NSpid:", StringComparison.Ordinal)) is { } line
            ? Number(line[(line.LastIndexOf('\t') + 1)..])
            : null;

    private async Task<string> ExecAsync(string script, CancellationToken ct)
    {
        try
        {
            var exec = await client.Exec.CreateContainerExecAsync(id, new() { User = "0", AttachStdout = true, Cmd = ["/bin/sh", "-c", script] }, ct);
            using var stream = await client.Exec.StartContainerExecAsync(exec.ID, new(), ct);
            var (output, _) = await stream.ReadOutputToEndAsync(ct);
            return await client.Exec.InspectContainerExecAsync(exec.ID, ct) is { ExitCode: 0 } ? output : "";
        }
        catch (DockerApiException)
        {
            return ""; // no shell
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
