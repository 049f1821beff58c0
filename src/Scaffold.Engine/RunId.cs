using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Scaffold.Engine;

/// <summary>Who owns a labelled thing: a process of a host, so that what a killed process left can be told from what is in use.</summary>
/// <remarks>Written as <c>host-pid-started-created-nonce</c>, lower-case letters and digits: fit for labels, tags and file names.</remarks>
internal sealed record RunId(string Host, int Pid, long Started, long Created, string Nonce)
{
    private static readonly TimeSpan Stale = TimeSpan.FromDays(1);
    private static readonly string ThisHost = HostId();

    public static RunId New() => new(ThisHost, Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0,
        DateTimeOffset.UtcNow.ToUnixTimeSeconds(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));

    public static RunId? Parse(string? text) =>
        text?.Split('-') is [{ Length: 12 } host, var pid, var started, var created, { Length: 8 } nonce]
        && int.TryParse(pid, CultureInfo.InvariantCulture, out var p)
        && long.TryParse(started, CultureInfo.InvariantCulture, out var s)
        && long.TryParse(created, CultureInfo.InvariantCulture, out var c)
            ? new(host, p, s, c, nonce)
            : null;

    /// <summary>Its process is gone. Of another host (or an earlier boot) only age can tell.</summary>
    public bool IsAbandoned => Host == ThisHost
        ? StartOf(Pid) is not { } started || Math.Abs(started - Started) > Slack
        : DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(Created) > Stale;

    public override string ToString() => FormattableString.Invariant($"{Host}-{Pid}-{Started}-{Created}-{Nonce}");

    // Ticks of /proc are exact; the start time that other systems give is rounded.
    private static long Slack => OperatingSystem.IsLinux() ? 0 : 2;

    private static long? StartOf(int pid)
    {
        if (OperatingSystem.IsLinux())
            return ProcStat.Read(pid)?.Started;
        try
        {
            using var process = Process.GetProcessById(pid);
            return new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // A process ID means something only within one boot and one process namespace.
    private static string HostId()
    {
        var scope = Environment.MachineName;
        if (OperatingSystem.IsLinux() && File.Exists("/proc/sys/kernel/random/boot_id"))
            scope = File.ReadAllText("/proc/sys/kernel/random/boot_id") + new FileInfo("/proc/self/ns/pid").LinkTarget;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(scope)))[..12];
    }
}
