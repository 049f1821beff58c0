namespace Scaffold.Checks.Serving;

/// <summary>Requests that keep a server busy until it is disposed: as soon as one is answered, the next is sent.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int Most = 4 << 20, MostAtOnce = 16 << 20, First = 256 << 10;
    private static readonly TimeSpan Aim = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(20);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _senders;
    private Reply? _bad;
    private bool _isEnding;

    private Load(Server server, Invocation invocation, int atOnce) =>
        _senders = Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => SendAsync(server, invocation)));

    /// <summary>An answer that says the server broke under the load; null when none did. To refuse what is too much is no fault.</summary>
    public Reply? Bad => _bad;

    /// <summary>A request of a sample's own records, so many that it takes about a second by itself; where records cannot be repeated, the sample.</summary>
    public static async Task<Invocation> SlowAsync(Server server, IReadOnlyList<SampleRequest> samples, int atOnce, CancellationToken ct)
    {
        foreach (var sample in samples)
        {
            if (SampleBodies.Repeated(sample, First) is { } body
                && await server.InvokeAsync(Of(sample, body), ct) is { IsOk: true } cold
                && await server.InvokeAsync(Of(sample, body), ct) is { IsOk: true } warm)
            {
                // The quicker of the two: a first request, or a neighbour, may take far longer than the ones to come will.
                var took = cold.Took < warm.Took ? cold.Took : warm.Took;
                var size = (int)Math.Min(First * (Aim / took), Math.Min(Most, MostAtOnce / atOnce));
                return Of(sample, size > First ? SampleBodies.Repeated(sample, size)! : body);
            }
        }
        return Of(samples[0], samples[0].Body);

        static Invocation Of(SampleRequest sample, ReadOnlyMemory<byte> body) => new(body, sample.ContentType) { Accept = sample.Accept };
    }

    public static Load Start(Server server, Invocation invocation, int atOnce) => new(server, invocation, atOnce);

    /// <summary>Lets what is under way finish, if it does so soon.</summary>
    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        await Task.WhenAny(_senders, Task.Delay(Patience));
        await _end.CancelAsync();
        await _senders;
        _end.Dispose();
    }

    private async Task SendAsync(Server server, Invocation invocation)
    {
        try
        {
            while (!_isEnding)
            {
                var reply = await server.InvokeAsync(invocation, _end.Token);
                if (reply.Reset || reply.Status is >= 500 and not 503)
                    _bad = reply;
                if (!reply.IsOk)
                    await Task.Delay(100, _end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // it took too long to wait for
        }
    }
}
