using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;

namespace Scaffold.Tests.Emitted;

/// <summary>Every file that any valid combination of parameters comes to, past the linters: each distinct rendering once.</summary>
public sealed class LintTests : IDisposable
{
    // The same image for all: Dockerfiles that differ in its name alone are one to a linter.
    private static readonly Dictionary<string, string> OneImage = new()
    {
        ["images.build"] = "example.com/build:1.2",
        ["images.training"] = "example.com/base:1.2",
        ["images.inference"] = "example.com/base:1.2",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [EngineFact]
    public async Task Every_rendering_of_every_file_passes_the_linters()
    {
        var combinations = Combinations.Valid();
        HashSet<(string, string)> seen = [];
        foreach (var choices in combinations)
        {
            foreach (var file in RepositoryPlan.For(Answers.Create("my-model", WithImage(choices)), OneImage))
            {
                if (seen.Add((file.Path, Convert.ToHexString(file.Content.Span))))
                    await WriteAsync(Path.Combine(_folder.Path, $"{seen.Count}", file.Path), file.Content);
            }
        }

        var linted = await Command.RunAsync(Path.Combine(RepositoryRoot.Path, "tests/lab/lint.sh"), [_folder.Path]);

        TestContext.Current.TestOutputHelper!.WriteLine($"{combinations.Count} valid combinations, {seen.Count} distinct files: {linted.Error}");
        Assert.True(linted.Exit is 0, linted.Output + linted.Error);
    }

    private static Dictionary<string, string> WithImage(IReadOnlyDictionary<string, string> choices)
    {
        Dictionary<string, string> given = new(choices);
        if (choices["base"] is "explicit")
            given["base-image"] = "registry.example.com/team/base:1.2";
        return given;
    }

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, content.ToArray());
    }
}
