using System.Diagnostics;

namespace Scaffold.Tests.Writing;

/// <summary>Kills the real command at random instants of a real run.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const int Kills = 60;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_repository_is_whole_or_not_there()
    {
        var whole = await WholeTreeAsync();
        var random = new Random(1);
        int there = 0, absent = 0;
        for (var i = 0; i < Kills; i++)
        {
            var target = _folder[$"run{i}"];
            await RunAndKillAsync(random.NextDouble() * await LongestAsync(), "new", "x", "--output", target);

            if (Directory.Exists(target))
            {
                Assert.Equal(whole, FolderTree.Of(target));
                there++;
            }
            else
            {
                absent++;
                (await Tool.RunAsync(_folder.Path, "new", "x", "--output", target)).Succeeded();
                Assert.Equal(whole, FolderTree.Of(target));
            }
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{Kills} kills: {there} whole, {absent} not there, 0 half-written");
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path, ".*"));
    }

    [Fact]
    public async Task A_forced_update_is_whole_or_rolled_back_by_the_next_run()
    {
        var whole = await WholeTreeAsync();
        var random = new Random(2);
        for (var i = 0; i < Kills; i++)
        {
            var target = Directory.CreateDirectory(_folder[$"old{i}"]).FullName;
            File.WriteAllText(Path.Combine(target, "container.json"), "mine");
            await RunAndKillAsync(random.NextDouble() * await LongestAsync(), "new", "x", "--output", target, "--force");

            // Any next run puts it right first, this one then refuses the folder.
            var next = await Tool.RunAsync(_folder.Path, "new", "x", "--output", target);

            next.Ended(73);
            var tree = FolderTree.Of(target);
            if (File.ReadAllText(Path.Combine(target, "container.json")) is "mine")
                Assert.Single(tree);
            else
                Assert.Equal(whole, tree);
        }
    }

    private double? _longest;

    // Twice an undisturbed run, so that the instants cover all of it.
    private async Task<double> LongestAsync()
    {
        if (_longest is null)
        {
            var watch = Stopwatch.StartNew();
            (await Tool.RunAsync(_folder.Path, "new", "x", "--output", _folder["measure/x"])).Succeeded();
            _longest = watch.Elapsed.TotalMilliseconds * 1.5;
        }
        return _longest.Value;
    }

    private async Task<IReadOnlyList<string>> WholeTreeAsync()
    {
        (await Tool.RunAsync(_folder.Path, "new", "x", "--output", _folder["whole"])).Succeeded();
        return FolderTree.Of(_folder["whole"]);
    }

    private static async Task RunAndKillAsync(double milliseconds, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Tool.Program, Tool.Arguments(arguments)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
