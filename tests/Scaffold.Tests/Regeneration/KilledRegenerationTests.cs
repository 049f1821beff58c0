using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Scaffold.Tests.Regeneration;

/// <summary>Kills the real command at random instants of a regeneration with merges, additions and removals.</summary>
public sealed class KilledRegenerationTests : IDisposable
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("SCAFFOLD_FULL") is null ? 60 : 500;
    private static readonly string[] Regenerate = ["regenerate", ".", "--allow-dirty", "--set", "server=fastapi"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_repository_is_as_before_or_as_after_and_the_next_run_says_which()
    {
        FormerRepository.WriteTo(_folder["old"], "python-1");
        File.AppendAllText(_folder["old/Dockerfile"], "\n# ours\n");
        File.AppendAllText(_folder["old/code/train.py"], "\n# ours\n");
        File.AppendAllText(_folder["old/container/predictor.py"], "\n# ours\n");
        FormerRepository.Copy(_folder["old"], _folder["whole"]);
        var watch = Stopwatch.StartNew();
        (await Tool.RunAsync(_folder["whole"], Regenerate)).Succeeded();
        var longest = watch.Elapsed.TotalMilliseconds * 1.2;
        IReadOnlyList<string> before = FolderTree.Of(_folder["old"]), after = FolderTree.Of(_folder["whole"]);

        Random random = new(1);
        int old = 0, fresh = 0, undone = 0;
        for (var i = 0; i < Kills; i++)
        {
            var folder = _folder[$"run{i}"];
            FormerRepository.Copy(_folder["old"], folder);
            await KillAsync(folder, TimeSpan.FromMilliseconds(random.NextDouble() * longest));

            var next = await Tool.RunAsync(folder, "regenerate", ".", "--check", "--set", "server=fastapi", "--json");

            var tree = FolderTree.Of(folder);
            Assert.True(tree.SequenceEqual(before) || tree.SequenceEqual(after), $"kill {i} left a mixed repository");
            var report = JsonNode.Parse(next.Output)!["repositories"]![0]!;
            Assert.Equal(tree.SequenceEqual(before), (bool)report["drift"]!);
            old += tree.SequenceEqual(before) ? 1 : 0;
            fresh += tree.SequenceEqual(after) ? 1 : 0;
            undone += (bool)report["rolledBack"]! ? 1 : 0;
            Directory.Delete(folder, recursive: true);
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{Kills} kills: {old} as before ({undone} of them undone by the next run), {fresh} as after, 0 mixed");
        Assert.Equal(Kills, old + fresh);
    }

    private static async Task KillAsync(string folder, TimeSpan after)
    {
        using var process = Process.Start(new ProcessStartInfo(Tool.Program, Tool.Arguments(Regenerate)) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await Task.Delay(after, TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
