using Scaffold.Checks;
using Scaffold.Engine;

namespace Scaffold.Tests.Checks;

/// <summary>A repository of a few files, and what a check says of it.</summary>
internal sealed class Repository : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Repository(string dockerfile) => With("Dockerfile", dockerfile);

    /// <summary>No images unless a test gives some.</summary>
    public ImageInMemory Engine { get; init; } = new(new("", "", "", 0)) { Can = EngineAbilities.None };

    public Profile Profiles { get; init; } = Profile.Default;

    public string Path => _folder.Path;

    public Repository With(string path, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], text);
        return this;
    }

    public async Task<Finding> JudgeAsync(ICheck check, string? image = null)
    {
        await using Subject subject = new(Engine, new(), Path) { Directory = Path, Profiles = Profiles, Image = image };
        return await check.RunAsync(subject, TestContext.Current.CancellationToken);
    }

    public static async Task<Finding> JudgeAsync(ICheck check, string dockerfile, Profile profiles = Profile.Default)
    {
        using Repository repository = new(dockerfile) { Profiles = profiles };
        return await repository.JudgeAsync(check);
    }

    public void Dispose() => _folder.Dispose();
}
