using System.Text.Json;
using Scaffold.Core.Parameters;
using Scaffold.Tests.Parameters;

namespace Scaffold.Tests.Pack;

/// <summary>Texts that could break out of a file or a folder, given to the engine under <c>dotnet new</c>: it refuses them, or mends them to what <c>new</c> takes.</summary>
public sealed class HostileTextTests(InstalledPack pack) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Text_that_could_break_out_does_no_harm()
    {
        var ct = TestContext.Current.CancellationToken;
        using var engine = await TemplateEngine.CreateAsync(await pack.PathAsync(), _folder["engine"], ct);
        var (written, refused) = (0, 0);
        foreach (var text in AnswersTests.HostileTexts.Select(row => row.Data).Where(text => !text.Contains('\0'))) // no program takes such an argument
        {
            using TemporaryFolder folder = new();
            if (await engine.WriteAsync(Language.Python, text, folder["out"], new Dictionary<string, string> { ["program"] = text }, ct) is { } fault)
            {
                Assert.False(Directory.Exists(folder["out"]) && Directory.EnumerateFiles(folder["out"], "Dockerfile").Any(), $"{text}: {fault}");
                refused++;
                continue;
            }

            await AssertPlainAsync(folder, folder["out"]);
            written++;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{written} texts mended, {refused} refused");
        Assert.True(written > refused, "most texts are mended, so that something is compared");
    }

    /// <summary>What came out is a set of answers that <c>new</c> takes, and gives the very same tree.</summary>
    internal static async Task AssertPlainAsync(TemporaryFolder folder, string written)
    {
        using var container = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(written, "container.json")));
        var name = container.RootElement.GetProperty("name").GetString()!;
        var program = container.RootElement.GetProperty("parameters").GetProperty("program").GetString()!;
        Assert.Equal(name, Answers.Create(name, new Dictionary<string, string> { ["language"] = Language.Python, ["program"] = program }).Name);
        (await Tool.RunAsync(folder.Path, "new", name, "--language", "python", "--program", program, "--output", folder["ours"])).Succeeded();
        Assert.Equal(FolderTree.Of(folder["ours"]), FolderTree.Of(written));
    }
}
