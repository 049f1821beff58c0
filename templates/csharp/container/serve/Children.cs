using System.Runtime.InteropServices;
using Container;

namespace Serve;

/// <summary>Reaps children: the proxy, and as process 1 also orphans that nobody else would (TRN-05, INF-07).</summary>
internal sealed class Children : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PosixSignalRegistration _registration;
    private readonly Dictionary<int, TaskCompletionSource<int>> _known = [];

    public Children() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => Reap());

    /// <summary>Starts a child; <paramref name="exited"/> gets its exit code, -n when signal n killed it.</summary>
    public int Start(Func<int> start, TaskCompletionSource<int> exited)
    {
        lock (_gate)
        {
            var child = start();
            _known[child] = exited;
            return child;
        }
    }

    public void Dispose() => _registration.Dispose();

    private void Reap()
    {
        lock (_gate)
        {
            while (Posix.WaitForAnyChild(block: false) is { } ended)
            {
                if (_known.Remove(ended.Pid, out var exited))
                    exited.SetResult(ended.ExitCode);
            }
        }
    }
}
