namespace Scaffold.Tests.Verify;

/// <summary>Whether the processors have time for more. Containers that wait for a time limit take none, others all there is.</summary>
internal static class Machine
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);
    private static readonly Lock Gate = new();
    private static (DateTime At, double Idle, double Of) _last;

    /// <summary>True when a third of the time since the last call was idle: to one caller in two seconds, so that what it starts counts for the next.</summary>
    public static bool HasRoom()
    {
        lock (Gate)
        {
            if (!OperatingSystem.IsLinux() || DateTime.UtcNow - _last.At < Shortest)
                return false;
            // user nice system idle iowait irq softirq steal, in ticks of all processors together: proc(5).
            var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(double.Parse).ToArray();
            var before = _last;
            _last = (DateTime.UtcNow, ticks[3], ticks.Sum());
            return before.Of > 0 && _last.Idle - before.Idle > (_last.Of - before.Of) / 3;
        }
    }
}
