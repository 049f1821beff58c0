namespace Scaffold.Tests.Fleet;

/// <summary>A folder with five small repositories, two of them in a folder of their own.</summary>
public sealed class FleetFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public static IReadOnlyList<string> Repositories { get; } = ["more/d", "more/deep/e", "repo/a", "repo/b", "repo/c"];

    public async ValueTask InitializeAsync()
    {
        foreach (var path in Repositories)
            (await Tool.RunAsync(_folder.Path, "new", Path.GetFileName(path), "--output", path, "--language", "python", "--framework", "none")).Succeeded();
        Directory.CreateDirectory(_folder["repo/no-repository"]);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A copy that a test may change.</summary>
    internal TemporaryFolder Copy()
    {
        TemporaryFolder copy = new();
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            var target = copy[Path.GetRelativePath(_folder.Path, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        Directory.CreateDirectory(copy["repo/no-repository"]);
        return copy;
    }
}
