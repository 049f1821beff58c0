using System.Diagnostics;
using Scaffold.Engine;

namespace Scaffold.Tests.Engine;

public sealed class DockerNetworkTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    private const string Serve = "python3 -m http.server 8080 --directory /etc/apt >/dev/null 2>&1";

    // The name server of this machine: what an unclosed network does reach.
    private static string Outside => File.ReadLines("/etc/resolv.conf").First(line => line.StartsWith("nameserver ", StringComparison.Ordinal))["nameserver ".Length..].Trim();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [EngineFact]
    public async Task Without_a_network_there_is_the_loopback_only()
    {
        await using var run = await engines.ShellAsync("cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d ' '");

        await run.WaitAsync(Ct);

        Assert.Equal(["lo"], run.Log.Lines.Select(line => line.Text).Except(["tunl0", "sit0", "ip6tnl0"]));
        Assert.Null(run.Endpoint);
    }

    [EngineFact]
    public async Task A_published_port_answers_while_nothing_outside_can_be_reached()
    {
        await using var run = await engines.ShellAsync($"echo name; getent hosts example.com; echo address; timeout 3 bash -c '</dev/tcp/{Outside}/53' && echo reached; echo done; exec {Serve}",
            request => request with { Network = RunNetwork.Closed, Port = 8080 });
        var clock = Stopwatch.StartNew();
        await DockerRunTests.LineAsync(run, "address");
        var lookup = clock.Elapsed;
        await DockerRunTests.LineAsync(run, "done");

        Assert.Equal("http://127.0.0.1", run.Endpoint!.GetLeftPart(UriPartial.Authority)[..16]);
        Assert.Contains("sources.list", await GetAsync(run.Endpoint), StringComparison.Ordinal);
        Assert.Equal(["name", "address", "done"], run.Log.Lines.Where(line => !line.Error).Select(line => line.Text));
        Assert.True(lookup < TimeSpan.FromSeconds(3), $"A lookup took {lookup} to fail.");
    }

    [EngineFact]
    public async Task Two_runs_can_serve_side_by_side()
    {
        await using var one = await engines.ShellAsync($"exec {Serve}", request => request with { Network = RunNetwork.Closed, Port = 8080 });
        await using var two = await engines.ShellAsync($"exec {Serve}", request => request with { Network = RunNetwork.Closed, Port = 8080 });

        Assert.NotEqual(one.Endpoint, two.Endpoint);
        Assert.Equal(await GetAsync(one.Endpoint!), await GetAsync(two.Endpoint!));
    }

    [EngineFact]
    public async Task Runs_of_one_network_reach_each_other_by_name_and_nothing_outside()
    {
        const string Ask = "python3 -c 'import urllib.request; print(urllib.request.urlopen(\"http://algo-1:8080/\").status)' 2>/dev/null";
        var (engine, _) = await engines.GetAsync();
        await using var network = await engine.CreateNetworkAsync(Ct);
        await using var one = await engines.ShellAsync($"exec {Serve}", request => request with { Network = RunNetwork.Peers, Peers = network, Hostname = "algo-1" });
        await using var two = await engines.ShellAsync($"until {Ask}; do sleep 0.2; done; timeout 3 bash -c '</dev/tcp/{Outside}/53' && echo reached; echo done",
            request => request with { Network = RunNetwork.Peers, Peers = network, Hostname = "algo-2" });

        await two.WaitAsync(Ct);

        Assert.Equal(["200", "done"], two.Log.Lines.Where(line => !line.Error).Select(line => line.Text));
    }

    [EngineFact]
    public async Task A_run_that_ended_at_once_has_an_address_that_refuses()
    {
        await using var run = await engines.ShellAsync("exit 1", request => request with { Network = RunNetwork.Closed, Port = 8080 });
        await run.WaitAsync(Ct);

        using HttpClient http = new();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(run.Endpoint, Ct));
    }

    internal static async Task<string> GetAsync(Uri endpoint)
    {
        using HttpClient http = new();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await http.GetStringAsync(endpoint, Ct);
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                await Task.Delay(100, Ct);
            }
        }
    }
}
