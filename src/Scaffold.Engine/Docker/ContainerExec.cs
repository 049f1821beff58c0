using Docker.DotNet;

namespace Scaffold.Engine.Docker;

/// <summary>Commands in a started container (<c>docker exec</c>).</summary>
internal sealed class ContainerExec(IDockerClient client, string id)
{
    private const int MostLines = 200;

    /// <summary>A container that has ended meanwhile, or a word that cannot be started, is an outcome too.</summary>
    public async Task<RunOutput> TryAsync(IReadOnlyList<string> command, CancellationToken ct)
    {
        try
        {
            return await RunAsync(command, ct);
        }
        catch (DockerApiException e)
        {
            var words = StartFaults.WordsOf(e);
            return new(StartFaults.CodeOf(words), [words]);
        }
    }

    private async Task<RunOutput> RunAsync(IReadOnlyList<string> command, CancellationToken ct)
    {
        var exec = await client.Exec.CreateContainerExecAsync(id, new() { User = "0", AttachStdout = true, AttachStderr = true, Cmd = [.. command] }, ct);
        Queue<string> lines = [];
        LineSplitter output = new(Keep), error = new(Keep);
        using (var stream = await client.Exec.StartContainerExecAsync(exec.ID, new(), ct))
        {
            var buffer = new byte[16_384];
            while (await stream.ReadOutputAsync(buffer, 0, buffer.Length, ct) is { EOF: false } read)
                (read.Target is MultiplexedStream.TargetStream.StandardError ? error : output).Write(buffer.AsSpan(0, read.Count));
        }
        output.Flush();
        error.Flush();
        return new((int)(await client.Exec.InspectContainerExecAsync(exec.ID, ct)).ExitCode.GetValueOrDefault(-1), [.. lines]);

        void Keep(string line)
        {
            lines.Enqueue(line);
            if (lines.Count > MostLines)
                lines.Dequeue();
        }
    }
}
