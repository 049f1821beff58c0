using Scaffold.Engine;

namespace Scaffold.Checks.Processing;

/// <summary>What a processing container left behind.</summary>
/// <param name="Exit">Null when it was still running at the end of its time.</param>
internal sealed record ProcessingOutcome(RunExit? Exit, TimeSpan Took, IReadOnlyList<LogLine> Log, string RepeatCommand)
{
    /// <summary>Files of each declared output.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FolderFile>> Outputs { get; init; } = new Dictionary<string, IReadOnlyList<FolderFile>>();

    /// <summary>Bytes of /opt/ml/output/message; null when there is no such file.</summary>
    public ReadOnlyMemory<byte>? Message { get; init; }

    public bool Succeeded => Exit is { Code: 0 };

    /// <summary>The last log lines and, when the program could not be started, why.</summary>
    public IReadOnlyList<string> Evidence(int lines = 20) =>
        [.. Exit?.StartFault is { } fault ? [fault] : Array.Empty<string>(), .. Log.TakeLast(lines).Select(line => line.Text)];
}
