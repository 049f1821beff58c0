using System.Runtime.InteropServices;

namespace Training;

/// <summary>Notes SIGTERM and SIGINT, so that the loop can end in good order: SageMaker waits 120 s before it kills (TRN-13).</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private volatile bool _requested;

    public StopSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Note),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Note),
    ];

    public bool Requested => _requested;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void Note(PosixSignalContext context)
    {
        context.Cancel = true;
        _requested = true;
    }
}
