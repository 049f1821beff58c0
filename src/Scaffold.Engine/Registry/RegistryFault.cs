namespace Scaffold.Engine.Registry;

/// <summary>A registry could not be asked; the client makes a <see cref="TagAnswer.Unreachable"/> of it.</summary>
internal sealed class RegistryFault(string reason, string fix, Exception? inner = null) : Exception(reason, inner)
{
    public string Fix { get; } = fix;
}
