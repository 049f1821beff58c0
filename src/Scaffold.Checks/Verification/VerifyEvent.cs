namespace Scaffold.Checks.Verification;

/// <summary>Progress of a verification. Closed: these cases are all there are.</summary>
public abstract record VerifyEvent
{
    private VerifyEvent()
    {
    }

    /// <param name="Checks">How many results there will be.</param>
    public sealed record Started(int Checks) : VerifyEvent;

    /// <summary>A line of the build's log.</summary>
    public sealed record BuildLine(string Text) : VerifyEvent;

    public sealed record CheckStarted(CheckInfo Info) : VerifyEvent;

    public sealed record CheckDone(CheckResult Result) : VerifyEvent;
}
