using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Launcher.Python;

namespace Launcher;

/// <summary>FS-07: the names of peers may not resolve at once. The own name is not asked for (FS-06).</summary>
internal static class Peers
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public static void WaitFor(Cluster cluster)
    {
        if (string.Equals(Variable.Get("SM_STUDIO_LOCAL_MODE"), "true", StringComparison.OrdinalIgnoreCase))
            return;
        foreach (var host in cluster.Hosts.Select(PythonText.Str).Where(host => host != cluster.CurrentHost))
            WaitFor(host);
    }

    private static void WaitFor(string host)
    {
        var waited = Stopwatch.StartNew();
        for (var pause = 0.1; ; pause = Math.Min(pause * 2, 30))
        {
            try
            {
                _ = Dns.GetHostAddresses(host);
                return;
            }
            catch (SocketException e)
            {
                if (waited.Elapsed > Longest)
                    throw new Fault($"the host {host} of this job has no address after 15 minutes: {e.Message}");
            }

            Thread.Sleep(TimeSpan.FromSeconds(pause));
        }
    }
}
