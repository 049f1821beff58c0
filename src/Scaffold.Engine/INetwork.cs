namespace Scaffold.Engine;

/// <summary>A network whose runs reach each other by host name, and nothing outside. Disposing removes it, once its runs are gone.</summary>
public interface INetwork : IAsyncDisposable;
