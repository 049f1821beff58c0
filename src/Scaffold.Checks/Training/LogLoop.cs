using System.Diagnostics;
using System.Text.RegularExpressions;
using Scaffold.Engine;

namespace Scaffold.Checks.Training;

/// <summary>The line that a training run prints again and again, but for its numbers: where it comes, the program is in its loop.</summary>
/// <param name="normal">The log of a run that came to its end.</param>
internal sealed partial class LogLoop(IReadOnlyList<LogLine> normal)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2), Poll = TimeSpan.FromMilliseconds(50);

    private readonly string? _shape = normal.GroupBy(line => Shape(line.Text)).Where(group => group.Count() >= 3).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key;

    /// <summary>Waits until a run is under way: a launcher prints before the program has started, the loop is the program itself.</summary>
    public async Task ReachedAsync(IRun run, TimeSpan limit, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        while (!run.HasExited && clock.Elapsed < limit)
        {
            var lines = run.Log.Lines;
            if (_shape is null ? lines is [var first, ..] && clock.Elapsed - first.At > Settling : lines.Count(line => Shape(line.Text) == _shape) >= 2)
                return;
            await Task.Delay(Poll, ct);
        }
    }

    private static string Shape(string line) => Numbers().Replace(line, "#");

    [GeneratedRegex(@"[-+]?[0-9][0-9.,:eE+-]*")]
    private static partial Regex Numbers();
}
