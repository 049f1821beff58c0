namespace Scaffold.Checks.Serving.WebSockets;

/// <summary>The server broke the WebSocket protocol, or did not do in time what it asks for.</summary>
internal sealed class WebSocketFault(string message) : Exception(message);
