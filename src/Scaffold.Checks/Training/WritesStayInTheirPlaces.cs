using System.Text.Json.Nodes;

namespace Scaffold.Checks.Training;

/// <summary>Training writes where there is room: below /opt/ml and in folders for passing things.</summary>
internal sealed class WritesStayInTheirPlaces : ICheck
{
    private const int Shown = 20;
    private static readonly string[] Places = ["/opt/ml", "/tmp", "/var/tmp", "/root", "/run", "/var/run", "/dev"];

    public CheckInfo Info { get; } = new("C-46", "Training writes below /opt/ml and in temporary folders only", Phase.Train, Profile.Train, ["FS-21"])
    {
        Needs = Needs.Image | Needs.Containers | Needs.Channels,
        Details = """
            `docker diff` after the normal run. Warns when it shows new or changed files outside of /opt/ml, /tmp, /var/tmp, /root, /run and /dev:
            the root file system is small whatever volume the job asks for, and is gone with the job. Python's `__pycache__` does not
            count.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var baseline = await subject.Training.PassingBaselineAsync(ct);
        if (await baseline.Run.ChangesAsync(ct) is not { } changes)
            return Finding.Skip($"The {subject.Engine.Name} engine cannot tell what a run changed.", "Use an engine that can: --engine docker.");
        var outside = Outside(changes);
        var measured = new JsonObject { ["changedPaths"] = changes.Count, ["outside"] = outside.Count };
        return outside.Count == 0
            ? Finding.Pass("Nothing was written outside of /opt/ml and temporary folders.") with { Measured = measured }
            : Finding.Warn($"Training wrote {string.Join(", ", outside.Take(3))}{(outside.Count > 3 ? $" and {outside.Count - 3} more" : "")}.",
                "Write what is to stay below /opt/ml, and scratch files to /tmp: the root file system is small.")
                with
            { Measured = measured, Evidence = [.. outside.Take(Shown)], RepeatCommand = baseline.Outcome.RepeatCommand };
    }

    /// <summary>Changed paths that are nobody's place; of a file's folders only the file counts.</summary>
    internal static IReadOnlyList<string> Outside(IReadOnlyList<string> changes)
    {
        HashSet<string> folders = [.. changes.SelectMany(ParentsOf)];
        return [.. changes.Where(path => !folders.Contains(path) && !path.Contains("/__pycache__", StringComparison.Ordinal) && !Places.Any(place => IsAt(path, place) || IsAt(place, path)))];
    }

    private static bool IsAt(string path, string place) => path == place || path.StartsWith(place + "/", StringComparison.Ordinal);

    private static IEnumerable<string> ParentsOf(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
            yield return path[..end];
    }
}
