using System.Runtime.InteropServices;
using Container;

namespace Launcher;

/// <summary>Passes SIGTERM and SIGINT on to the training program, which the toolkit does not (TK-51).</summary>
internal sealed class Stop : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _target;
    private bool _hasRun;

    public Stop() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => On(context, "SIGTERM", Posix.SigTerm)),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => On(context, "SIGINT", Posix.SigInt)),
    ];

    /// <summary>Starts a program that signals go to from now on: to itself, or to all of its process group.</summary>
    public int Forward(Func<int> start, bool toGroup)
    {
        lock (_gate)
        {
            var child = start();
            _target = toGroup ? -child : child;
            return child;
        }
    }

    public void ForwardNoMore()
    {
        lock (_gate)
        {
            _target = 0;
            _hasRun = true;
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void On(PosixSignalContext context, string name, int number)
    {
        context.Cancel = true;
        lock (_gate)
        {
            if (_target != 0)
            {
                Log.Info($"{name} received: passing it on to the training program");
                _ = Posix.Kill(_target, number);
            }
            else if (!_hasRun)
            {
                Log.Info($"{name} before the training program was started");
                Environment.Exit(128 + number);
            }
        }
    }
}
