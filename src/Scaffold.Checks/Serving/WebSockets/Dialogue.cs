namespace Scaffold.Checks.Serving.WebSockets;

/// <summary>Says the messages to a server over WebSockets, each whole or each in two frames.</summary>
internal sealed class Dialogue(Tally tally, Server server, Limits limits, IReadOnlyList<SampleMessage> declared)
{
    public const string Path = "/invocations-bidirectional-stream";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), CloseTime = TimeSpan.FromSeconds(5);

    // Nobody says what the server understands: it may answer anything, or close.
    private static readonly IReadOnlyList<SampleMessage> Guesses = [new("a text", "verify"u8.ToArray(), IsText: true), new("binary data", "verify"u8.ToArray(), IsText: false)];

    private int _pings;
    private bool _isSilent;

    public Task<WebSocketConnection> OpenAsync(CancellationToken ct) => WebSocketConnection.OpenAsync(server.Run.Endpoint!, Path, limits.Answer, ct);

    public async Task SayAsync(bool whole, CancellationToken ct)
    {
        var rest = new Queue<SampleMessage>(declared.Count > 0 ? declared : Guesses);
        while (rest.Count > 0)
        {
            using var connection = await OpenAsync(ct);
            await PingAsync(connection, ct);
            var ended = false;
            while (!ended && rest.TryDequeue(out var message))
            {
                await SendAsync(connection, message, whole, ct);
                ended = await AnsweredAsync(connection, message, whole ? message.Name : $"{message.Name} in two frames", ct);
            }
            if (await server.PingAsync(ct) is { IsOk: false } ping)
                tally.Fail($"While a WebSocket was open /ping came to {ping}", "Serve HTTP and WebSockets side by side, each connection in a task or thread of its own.", server.Run.Log.TailText(20));
            if (!ended)
                await connection.CloseAsync(CloseTime, ct);
        }
    }

    private Task PingAsync(WebSocketConnection connection, CancellationToken ct) => connection.PingAsync($"verify-{++_pings}", limits.Ping, ct);

    private async Task SendAsync(WebSocketConnection connection, SampleMessage message, bool whole, CancellationToken ct)
    {
        var kind = message.IsText ? FrameKind.Text : FrameKind.Binary;
        var half = whole ? message.Content.Length : message.Content.Length / 2;
        await connection.SendAsync(kind, message.Content[..half], isFinal: whole, ct);
        if (whole)
            return;
        await PingAsync(connection, ct); // control frames may come between the parts of a message
        await connection.SendAsync(FrameKind.Continuation, message.Content[half..], isFinal: true, ct);
    }

    /// <summary>True when the server ended the talk.</summary>
    private async Task<bool> AnsweredAsync(WebSocketConnection connection, SampleMessage message, string what, CancellationToken ct)
    {
        if (declared.Count == 0)
            return await AnsweredSomehowAsync(connection, what, ct);
        var answer = await connection.ReceiveAsync(what, limits.Answer, ct);
        if (answer.Kind is FrameKind.Close)
            tally.Fail($"On {what} the server closed the WebSocket{answer.Status}", "Answer the declared messages, as whole ones and in parts.", server.Run.Log.TailText(20));
        else if (Difference(answer, message) is { } difference)
            tally.Fail($"On {what} {difference}", "Put the parts of a message together up to the one with FIN=1; or mend the expected answer in samples/.");
        return answer.Kind is FrameKind.Close;
    }

    private async Task<bool> AnsweredSomehowAsync(WebSocketConnection connection, string what, CancellationToken ct)
    {
        if (_isSilent)
            return false;
        try
        {
            return (await connection.ReceiveAsync(what, Patience, ct)).Kind is FrameKind.Close;
        }
        catch (WebSocketFault fault)
        {
            _isSilent = true; // what follows is sent, but not waited for
            tally.Warn(fault.Message, "Declare what the server understands: \"messages\" in samples/verify.json.");
            return false;
        }
    }

    private static string? Difference(WebSocketMessage answer, SampleMessage message)
    {
        var type = message.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? "application/json" : answer.Kind is FrameKind.Text ? "text/plain" : "application/octet-stream";
        return ExpectedAnswer.Difference(new Reply(200, TimeSpan.Zero) { Body = answer.Content, ContentType = type }, new(message.Name, message.Content, type, null, message.Expected));
    }
}
