namespace Scaffold.Checks;

/// <summary>A message over a WebSocket and, when declared, the first message that comes back on it.</summary>
public sealed record SampleMessage(string Name, ReadOnlyMemory<byte> Content, bool IsText, ReadOnlyMemory<byte>? Expected = null);
