using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace Scaffold.Tests.Emitted;

/// <summary>Under load, and while processes come and go: what was accepted is answered.</summary>
[Collection(ServedRepositories.Name)]
public sealed class NoRequestIsLostTests(ServedRepositories repositories)
{
    private const int Clients = 16;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [EngineTheory]
    [MemberData(nameof(ServingSettingsTests.Servers), MemberType = typeof(ServingSettingsTests))]
    public async Task When_it_is_stopped(string options)
    {
        var repository = await repositories.OfAsync(options);
        await repository.ServeAsync();
        using Load load = new(await repository.DirectAsync(), ServedRepository.Slow, pause: TimeSpan.Zero);
        await Task.Delay(3000, Ct);

        Assert.Equal(0, load.Refused);
        var accepted = DateTime.UtcNow - TimeSpan.FromMilliseconds(500); // what was sent by then is with the server
        var before = load.Answered;
        (await Command.RunAsync("docker", ["kill", "--signal", "TERM", repository.Container])).Succeeded();
        var exit = (await Command.RunAsync("docker", ["wait", repository.Container])).Succeeded().Output.Trim();
        await load.StopAsync();

        TestContext.Current.TestOutputHelper!.WriteLine($"{load}; {load.Answered - before} of them after SIGTERM");
        Assert.Equal("0", exit);
        Assert.InRange(load.Answered - before, 4, int.MaxValue);
        Assert.DoesNotContain(load.Lost, lost => lost.Sent < accepted || lost.Status is not null);
        await repository.StopAsync();
    }

    [EngineFact]
    public async Task When_processes_are_replaced()
    {
        await Task.WhenAll(ReplaceAsync("--language python"), ReplaceAsync("--language python --server fastapi"));

        async Task ReplaceAsync(string options)
        {
            var repository = await repositories.OfAsync(options);
            await repository.ServeAsync("GUNICORN_CMD_ARGS=--max-requests 100 --max-requests-jitter 60");
            using Load load = new(await repository.DirectAsync(), ServedRepository.Row, pause: TimeSpan.FromMilliseconds(200));
            var first = await WorkersAsync(repository);
            for (var waited = 0; waited < 150 && first.Overlaps(await WorkersAsync(repository)); waited++)
                await Task.Delay(1000, Ct);
            await Task.Delay(2000, Ct);
            await load.StopAsync();

            TestContext.Current.TestOutputHelper!.WriteLine($"{options}: {load}");
            Assert.False(first.Overlaps(await WorkersAsync(repository)), "not all processes were replaced");
            Assert.Equal(0, load.Refused);
            Assert.Empty(load.Lost);
            await repository.StopAsync();
        }
    }

    // The first process of gunicorn is the one that starts the others.
    private static async Task<HashSet<int>> WorkersAsync(ServedRepository repository) =>
        [.. (await repository.ProcessesAsync()).Where(line => line.Contains("gunicorn", StringComparison.Ordinal)).Select(line => int.Parse(line.Trim().Split(' ')[0], CultureInfo.InvariantCulture)).Order().Skip(1)];

    /// <summary>Clients that ask without an end, each time on a new connection.</summary>
    private sealed class Load : IDisposable
    {
        private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
        private readonly CancellationTokenSource _stop = new();
        private readonly ConcurrentBag<(DateTime Sent, int? Status, string Why)> _lost = [];
        private readonly Task _all;
        private int _answered, _refused;

        public Load(Uri server, string rows, TimeSpan pause) =>
            _all = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => AskAsync(new(server, "invocations"), rows, pause))));

        public int Answered => _answered;

        /// <summary>Nobody listened.</summary>
        public int Refused => _refused;

        /// <summary>Requests that got another status than 200, or none; those too that the kernel had accepted, and the server not yet.</summary>
        public IReadOnlyCollection<(DateTime Sent, int? Status, string Why)> Lost => _lost;

        public override string ToString() => $"{_answered} answered, {_refused} refused, {_lost.Count} lost{string.Concat(_lost.Select(lost => $"\n{lost}"))}";

        public Task StopAsync()
        {
            _stop.Cancel();
            return _all;
        }

        public void Dispose()
        {
            _stop.Cancel();
            _client.Dispose();
            _stop.Dispose();
        }

        private async Task AskAsync(Uri invocations, string rows, TimeSpan pause)
        {
            while (!_stop.IsCancellationRequested)
            {
                var sent = DateTime.UtcNow;
                try
                {
                    using StringContent body = new(rows, Encoding.UTF8, "text/csv");
                    using var answer = await _client.PostAsync(invocations, body);
                    if (answer.StatusCode == HttpStatusCode.OK)
                        Interlocked.Increment(ref _answered);
                    else
                        _lost.Add((sent, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
                }
                catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
                {
                    Interlocked.Increment(ref _refused);
                    await Task.Delay(50);
                }
                catch (HttpRequestException e)
                {
                    _lost.Add((sent, null, $"{e.HttpRequestError}: {e.GetBaseException().Message}"));
                }
                await Task.Delay(pause);
            }
        }
    }
}
