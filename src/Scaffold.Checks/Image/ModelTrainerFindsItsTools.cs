using Scaffold.Engine;

namespace Scaffold.Checks.Image;

/// <summary>The programs that the ModelTrainer of the Python SDK 3 starts are in the image.</summary>
internal sealed class ModelTrainerFindsItsTools : ICheck
{
    /// <summary>Each is served by any of its names.</summary>
    private static readonly string[][] Tools = [["/bin/bash"], ["bash"], ["chmod"], ["cat"], ["python3", "python"], ["pip3", "pip"]];

    public CheckInfo Info { get; } = new("C-17", "The SDK's ModelTrainer finds its tools", Phase.Image, Profile.ModelTrainer, ["V3-01"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            ModelTrainer starts the container with its own script: /bin/bash, chmod, cat, python3 or python, and pip3 or pip must be there and
            executable, or the job stops before your code.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        ImagePrograms programs = new(await subject.ConfigAsync(ct), await subject.FilesAsync(ct));
        Tally tally = new();
        foreach (var names in Tools)
        {
            var found = await FindAsync(programs, names, ct);
            tally.Measured[names[0]] = found?.Path;
            if (found is null)
                tally.Fail($"There is no {string.Join(" and no ", names)}{(names[0].StartsWith('/') ? "" : $" on PATH ({string.Join(':', programs.SearchPath)})")}.", "Install bash, coreutils, python3 and pip, or use another way to start the job.");
        }
        return tally.ToFinding($"Found: {string.Join(", ", tally.Measured.Select(tool => tool.Value?.ToString()).Distinct())}.");
    }

    private static async Task<ImageFile?> FindAsync(ImagePrograms programs, string[] names, CancellationToken ct)
    {
        foreach (var name in names)
        {
            if (await programs.FindAsync(name, ct) is { } found && (found.Mode & 0x49) != 0) // 0111
                return found;
        }
        return null;
    }
}
