using System.Text.RegularExpressions;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;
using Scaffold.Core.Writing;

namespace Scaffold.Tests.Planning;

/// <summary>What the GPU changes in a repository, as diffs in tests/goldens/gpu: a change there is a change that somebody must have wanted.</summary>
/// <remarks>SCAFFOLD_GOLDENS=write writes them anew.</remarks>
public sealed partial class GpuGoldenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Frameworks =>
        [.. Combinations.Valid().Where(choices => choices["device"] is "gpu").Select(choices => (choices["language"], choices["framework"])).Distinct()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Frameworks))]
    public async Task The_gpu_changes_what_it_should(string language, string framework)
    {
        Write("cpu");
        Write("gpu");
        var diff = await Command.RunAsync("diff", ["-r", "-U1", "cpu", "gpu"], _folder.Path);
        diff.Ended(1);
        var text = TimeOfFile().Replace(diff.Output, "");

        var golden = Path.Combine(RepositoryRoot.Path, "tests/goldens/gpu", $"{language}-{framework}.diff");
        if (Environment.GetEnvironmentVariable("SCAFFOLD_GOLDENS") is "write")
            await File.WriteAllTextAsync(golden, text, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken), text);

        void Write(string device) => RepositoryWriter.Write(
            _folder[device],
            RepositoryPlan.For(Answers.Create("my-model", new Dictionary<string, string> { ["language"] = language, ["framework"] = framework, ["device"] = device })),
            force: false,
            TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"(?<=^(---|\+\+\+) [^\t\n]+)\t.*$", RegexOptions.Multiline)]
    private static partial Regex TimeOfFile();
}
