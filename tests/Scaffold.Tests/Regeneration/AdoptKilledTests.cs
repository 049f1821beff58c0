using System.Diagnostics;

namespace Scaffold.Tests.Regeneration;

/// <summary>Kills the real command at random instants of an adoption.</summary>
public sealed class AdoptKilledTests : IDisposable
{
    private const int Kills = 15;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_repository_is_as_before_or_as_after()
    {
        Lineage.WriteTo(_folder["before/trees"], "decision-trees");
        Lineage.WriteTo(_folder["after/trees"], "decision-trees");
        var watch = Stopwatch.StartNew();
        (await Tool.RunAsync(_folder["after"], "regenerate", "trees", "--adopt")).Succeeded();
        var longest = watch.Elapsed.TotalMilliseconds * 1.2;
        IReadOnlyList<string> before = FolderTree.Of(_folder["before/trees"]), after = FolderTree.Of(_folder["after/trees"]);

        Random random = new(1);
        for (var i = 0; i < Kills; i++)
        {
            Lineage.WriteTo(_folder[$"run{i}/trees"], "decision-trees");
            await KillAsync(_folder[$"run{i}"], TimeSpan.FromMilliseconds(random.NextDouble() * longest));

            await Tool.RunAsync(_folder[$"run{i}"], "regenerate", "trees", "--adopt", "--dry-run"); // undoes what is half done

            var tree = FolderTree.Of(_folder[$"run{i}/trees"]);
            Assert.True(tree.SequenceEqual(before) || tree.SequenceEqual(after), $"kill {i} left a mixed repository");
        }
    }

    private static async Task KillAsync(string folder, TimeSpan after)
    {
        using var process = Process.Start(new ProcessStartInfo(Tool.Program, Tool.Arguments("regenerate", "trees", "--adopt")) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await Task.Delay(after, TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
