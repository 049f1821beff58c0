using Scaffold.Checks.Verification;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Fleet;

/// <summary>A file that names repositories: a list of paths, or JSON that says how they are done as well.</summary>
/// <param name="Folder">Against which its paths are read.</param>
internal sealed record FleetFile(string Path, string Folder)
{
    /// <summary>What the JSON may hold; content/fleet.schema.json says the same for editors.</summary>
    public static IReadOnlyList<string> Settings { get; } = ["$schema", "repositories", "except", "canaries", "stopAfter", "parallel"];

    /// <summary>Folders and globs.</summary>
    public IReadOnlyList<string> Repositories { get; private init; } = [];

    public IReadOnlyList<string> Except { get; private init; } = [];

    public IReadOnlyList<string> Canaries { get; private init; } = [];

    /// <summary>Failures; null for no limit.</summary>
    public int? StopAfter { get; private init; }

    public int? Parallel { get; private init; }

    /// <param name="path">JSON when it ends in .json, else a path or glob a line; - for such lines on stdin.</param>
    /// <exception cref="UserErrorException">It cannot be read, or is not as it must be.</exception>
    public static FleetFile Read(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            if (path is "-")
                return Lines(new("--fleet", Environment.CurrentDirectory), Console.In.ReadToEnd());
            FleetFile file = new(path, System.IO.Path.GetDirectoryName(full)!);
            return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Json(file, File.ReadAllBytes(full)) : Lines(file, File.ReadAllText(full));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(new("SM311", e.Message, "--fleet", "Name a file of paths, one a line, or a fleet file in JSON.", ExitCode.Usage), e);
        }
    }

    private static FleetFile Lines(FleetFile file, string text) => file with
    {
        Repositories = [.. text.Split('\n').Select(line => line.Trim()).Where(line => line is [not '#', ..])],
    };

    private static FleetFile Json(FleetFile file, byte[] bytes)
    {
        using var document = JsonPlace.Parse(file.Path, bytes);
        JsonPlace root = new(document.RootElement, "$", file.Path);
        var entries = root.Members([.. Settings]);
        return file with
        {
            Repositories = Texts(root.Required(entries, "repositories")),
            Except = entries.TryGetValue("except", out var except) ? Texts(except) : [],
            Canaries = entries.TryGetValue("canaries", out var canaries) ? Texts(canaries) : [],
            StopAfter = entries.TryGetValue("stopAfter", out var stopAfter) ? Count(stopAfter) : null,
            Parallel = entries.TryGetValue("parallel", out var parallel) ? Count(parallel) : null,
        };
    }

    private static IReadOnlyList<string> Texts(JsonPlace place) => [.. place.Array().Select(item => item.Text())];

    private static int Count(JsonPlace place) =>
        place.Number() is >= 1 and <= int.MaxValue and var number && double.IsInteger(number) ? (int)number : throw place.Fault($"{place.Element} is no count", "a whole number from 1");
}
