using System.Text;
using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>What one training run left behind.</summary>
/// <param name="Exit">Null when it was still running at the end of its time.</param>
internal sealed record TrainingOutcome(RunExit? Exit, TimeSpan Took, IReadOnlyList<LogLine> Log, string RepeatCommand)
{
    public IReadOnlyList<FolderFile> Model { get; init; } = [];

    /// <summary>Of a host among several: what lies in /opt/ml/output/data, without content.</summary>
    public IReadOnlyList<FolderFile> Data { get; init; } = [];

    public IReadOnlyList<FolderFile> Checkpoints { get; init; } = [];

    /// <summary>Bytes of /opt/ml/output/failure; null when there is no such file.</summary>
    public ReadOnlyMemory<byte>? Failure { get; init; }

    public bool Succeeded => Exit is { Code: 0 };

    /// <summary>It succeeded and there is something to serve (FS-15).</summary>
    public bool Trained => Succeeded && ModelFiles.Any();

    public IEnumerable<FolderFile> ModelFiles => Model.Where(file => file.LinkTarget is null);

    public string? FailureText => Failure is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    public string LogText => string.Join('\n', Log.Select(line => line.Text));

    /// <summary>The last log lines and the head of the failure file.</summary>
    public IReadOnlyList<string> Evidence(int lines = 20)
    {
        List<string> evidence = [.. Log.TakeLast(lines).Select(line => line.Text)];
        if (FailureText is { } text)
            evidence.Add($"/opt/ml/output/failure: {(text.Length > 1024 ? text[..1024] : text).Trim()}");
        return evidence;
    }
}
