namespace Scaffold.Engine;

/// <summary>A network whose runs reach each other by host name, and nothing outside. Disposing removes it, once its runs are gone.</summary>
public interface INetwork : IAsyncDisposable
{
    /// <summary>Takes a run off it, as when a cable is pulled: its connections stay open, and nothing comes through them.</summary>
    Task CutAsync(IRun run, CancellationToken ct);
}
