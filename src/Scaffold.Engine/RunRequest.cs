namespace Scaffold.Engine;

/// <summary>A container to start, as SageMaker would: no privileges, no inherited environment.</summary>
/// <param name="Image">From <see cref="BuildOutcome.Built"/>, or any image's name.</param>
/// <param name="Command">Replaces the image's CMD: <c>["train"]</c>, <c>["serve"]</c>.</param>
public sealed record RunRequest(string Image, IReadOnlyList<string> Command)
{
    public IReadOnlyList<string>? Entrypoint { get; init; }
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<Mount> Mounts { get; init; } = [];
    public RunNetwork Network { get; init; } = RunNetwork.None;

    /// <summary>The network of <see cref="RunNetwork.Peers"/>, on which <see cref="Hostname"/> is the name of this run.</summary>
    public INetwork? Peers { get; init; }

    /// <summary>Port in the container to publish on a random port of the loopback; needs <see cref="RunNetwork.Closed"/>.</summary>
    public int? Port { get; init; }

    public string? Hostname { get; init; }
    public bool Init { get; init; }

    /// <summary>Output goes to a terminal (<c>--tty</c>): both streams come as one.</summary>
    public bool Tty { get; init; }

    public string? User { get; init; }
    public bool ReadOnlyRoot { get; init; }

    /// <summary>Memory limit in bytes.</summary>
    public long Memory { get; init; } = 2L << 30;

    /// <summary>How many processors it may keep busy; null for all.</summary>
    public int? Cpus { get; init; }

    /// <summary>Size of /dev/shm in bytes; Docker's default of 64 MB.</summary>
    public long SharedMemory { get; init; } = 64L << 20;
}

/// <summary>A folder at a path of the container.</summary>
/// <param name="Path">Absolute, such as <c>/opt/ml/input/data/train</c>.</param>
public sealed record Mount(IFolder Folder, string Path, bool ReadOnly);

/// <summary>What a run can reach.</summary>
public enum RunNetwork
{
    /// <summary>Nothing (<c>--network none</c>).</summary>
    None,

    /// <summary>A network of its own with no way out; a port can be published.</summary>
    Closed,

    /// <summary>The runs on the same <see cref="RunRequest.Peers"/>, by their host names.</summary>
    Peers,
}
