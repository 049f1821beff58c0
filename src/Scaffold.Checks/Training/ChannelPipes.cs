using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>Pipes in a folder, and a container that writes channels into them; on an engine far away nobody else could.</summary>
internal sealed class ChannelPipes : IAsyncDisposable
{
    private const string Ready = "pipes are there", Done = "written to its end: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), Settling = TimeSpan.FromSeconds(2), Poll = TimeSpan.FromMilliseconds(50);

    // For each channel one pipe at a time. Its name goes once its reader is done, as a program must not come back to it.
    private const string Script = """
        cd /pipes || exit 1
        for channel in "$@"; do mkfifo "${channel}_0" || exit 1; done
        feed() {
          i=0
          while [ -p "$1_$i" ]; do
            cat "/source/$1"/* >"$1_$i" && echo "written to its end: $1_$i" || echo "closed early: $1_$i"
            rm "$1_$i"
            sleep 0.5
            i=$((i+1))
            mkfifo "$1_$i" || exit 1
          done
        }
        for channel in "$@"; do feed "$channel" & done
        echo "pipes are there"
        wait
        """;

    private readonly Disposables _owned = new();
    private IRun _writer = null!;

    private ChannelPipes()
    {
    }

    /// <summary>For /opt/ml/input/data: holds CHANNEL_0 of each channel.</summary>
    public IFolder Folder { get; private set; } = null!;

    /// <summary>Makes the first pipe of each channel; null when the image has not the programs for it.</summary>
    public static async Task<ChannelPipes?> OpenAsync(Subject subject, IReadOnlyList<string> channels, CancellationToken ct)
    {
        ChannelPipes pipes = new();
        try
        {
            if (await pipes.StartAsync(subject, channels, ct))
                return pipes;
        }
        catch
        {
            await pipes.DisposeAsync();
            throw;
        }
        await pipes.DisposeAsync();
        return null;
    }

    /// <summary>Pipes that were read to their ends, in that order. What was read just now is waited for.</summary>
    public async Task<IReadOnlyList<string>> WrittenAsync(CancellationToken ct)
    {
        for (var end = DateTime.UtcNow + Settling; ; await Task.Delay(Poll, ct))
        {
            List<string> written = [.. _writer.Log.Lines.Where(line => line.Text.StartsWith(Done, StringComparison.Ordinal)).Select(line => line.Text[Done.Length..])];
            if (written.Count > 0 || DateTime.UtcNow > end)
                return written;
        }
    }

    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private async Task<bool> StartAsync(Subject subject, IReadOnlyList<string> channels, CancellationToken ct)
    {
        Folder = _owned.Add(await subject.Engine.CreateFolderAsync(subject.Image!, [], ct));
        List<Mount> mounts = [new(Folder, "/pipes", ReadOnly: false)];
        foreach (var channel in channels)
            mounts.Add(new(_owned.Add(await subject.Engine.CreateFolderAsync(subject.Image!, Flat(subject.Samples.Channels![channel]), ct)), $"/source/{channel}", ReadOnly: true));
        _writer = _owned.Add(await subject.Engine.StartAsync(
            new RunRequest(subject.Image!, ["-c", Script, "pipes", .. channels]) { Entrypoint = ["/bin/sh"], Mounts = mounts }, ct));

        var end = DateTime.UtcNow + Patience;
        while (!_writer.HasExited && DateTime.UtcNow < end)
        {
            if (_writer.Log.Lines.Any(line => line.Text == Ready))
                return true;
            await Task.Delay(Poll, ct);
        }
        return false;
    }

    // In the order of their paths, as the platform writes objects, and without folders: the shell has them with one pattern.
    private static IReadOnlyList<FolderFile> Flat(IReadOnlyList<FolderFile> files) =>
        [.. files.Where(file => file.Content is not null).Select((file, index) => file with { Path = $"{index:D8}" })];
}
