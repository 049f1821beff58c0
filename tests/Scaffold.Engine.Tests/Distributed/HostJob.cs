using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Scaffold.Engine;

namespace Scaffold.Tests.Distributed;

/// <summary>A training job on hosts algo-1, algo-2, …: containers with little memory on a network of their own. Disposing removes all.</summary>
internal sealed class HostJob : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly List<Host> _hosts = [];

    /// <summary>When the last thing was done to it: started, or a signal sent.</summary>
    public Stopwatch Clock { get; } = new();

    public static async Task<HostJob> StartAsync(HostImages images, HostJobRequest request)
    {
        var (engine, image) = await images.GetAsync(request.Language, request.Framework, request.Distribution);
        HostJob job = new();
        try
        {
            var network = job.Own(await engine.CreateNetworkAsync(Ct));
            foreach (var name in request.Names.Take(request.Hosts - request.Missing))
            {
                if (name == request.Names[^1])
                    await Task.Delay(request.Delay, Ct);
                job._hosts.Add(await job.StartAsync(engine, image, request, name, network));
            }
            job.Clock.Start();
            return job;
        }
        catch
        {
            await job.DisposeAsync();
            throw;
        }
    }

    public IRun this[int host] => _hosts[host].Run;

    /// <summary>Waits until a host has printed a line that begins like this.</summary>
    public async Task SaidAsync(int host, string begin)
    {
        for (var i = 0; i < 600; i++)
        {
            if (this[host].Log.Lines.Any(line => line.Text.StartsWith(begin, StringComparison.Ordinal)))
                return;
            Assert.False(this[host].HasExited, Log(host));
            await Task.Delay(100, Ct);
        }
        Assert.Fail($"nothing begins with '{begin}': {Log(host)}");
    }

    public async Task SignalAsync(int host, string signal)
    {
        Clock.Restart();
        await this[host].SignalAsync(signal, Ct);
    }

    /// <summary>Stops all hosts of a starter in the middle of training, as the platform does: each must end well, and only the leader leave a model.</summary>
    public async Task DrainsAsync()
    {
        await SaidAsync(0, "epoch=3 ");
        for (var host = 0; host < _hosts.Count; host++)
            await SignalAsync(host, "SIGTERM");

        var ends = await EndAsync();

        Assert.All(ends, end => Assert.True(end.Code is 0, end.Log));
        Assert.Single(ends[0].Model);
        Assert.All(ends.Skip(1), end => Assert.Empty(end.Model));
    }

    /// <summary>How the hosts ended, within a minute of what was last done to the job.</summary>
    /// <param name="except">A host that is not waited for.</param>
    public async Task<IReadOnlyList<HostEnd>> EndAsync(int? except = null)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        timed.CancelAfter(TimeSpan.FromSeconds(60));
        List<HostEnd> ends = [];
        foreach (var (index, host) in _hosts.Index())
        {
            if (index == except)
                continue;
            var exit = await host.Run.WaitAsync(timed.Token);
            var output = await host.Output.ReadAsync(1 << 20, Ct);
            var failure = output.FirstOrDefault(file => file.Path is "failure")?.Content;
            ends.Add(new(exit.Code, failure is { } text ? Encoding.UTF8.GetString(text.Span) : null, await host.Model.ReadAsync(1 << 20, Ct), Log(index)));
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{Clock.Elapsed.TotalSeconds:0.0} s to the last exit");
        return ends;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(_owned))
            await one.DisposeAsync();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Log(int host) => string.Join('\n', this[host].Log.TailText(60));

    private async Task<Host> StartAsync(IEngine engine, string image, HostJobRequest request, string name, INetwork network)
    {
        async Task<IFolder> FolderAsync(params FolderFile[] files) => Own(await engine.CreateFolderAsync(image, files, Ct));
        var resources = JsonSerializer.Serialize(new Dictionary<string, object> { ["current_host"] = name, ["hosts"] = request.Names, ["network_interface_name"] = "eth0" });
        var config = await FolderAsync(FolderFile.Text("hyperparameters.json", JsonSerializer.Serialize(request.Hyperparameters)),
            FolderFile.Text("inputdataconfig.json", """{"train": {"TrainingInputMode": "File"}}"""), FolderFile.Text("resourceconfig.json", resources));
        var data = await FolderAsync(FolderFile.Text("iris.csv", await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "content/samples/common/data/train/iris.csv"), Ct)));
        IFolder model = await FolderAsync(), output = await FolderAsync();
        List<Mount> mounts = [new(config, "/opt/ml/input/config", true), new(data, "/opt/ml/input/data/train", true), new(model, "/opt/ml/model", false), new(output, "/opt/ml/output", false)];
        if (request.Program is { } program)
        {
            var text = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "tests/Scaffold.Engine.Tests/Distributed/programs", program), Ct);
            mounts.Add(new(await FolderAsync(FolderFile.Text("train.py", text)), "/opt/ml/code", false));
        }
        var run = Own(await engine.StartAsync(
            new(image, ["train"])
            {
                Environment = request.Environment,
                Network = RunNetwork.Peers,
                Peers = network,
                Hostname = name,
                Mounts = mounts,
                Memory = 768L << 20,
                Cpus = 1,
            },
            Ct));
        return new(run, model, output);
    }

    private T Own<T>(T one) where T : IAsyncDisposable
    {
        _owned.Add(one);
        return one;
    }

    private sealed record Host(IRun Run, IFolder Model, IFolder Output);
}

/// <summary>What to start.</summary>
internal sealed record HostJobRequest(string Framework, string Distribution, int Hosts)
{
    public IReadOnlyList<string> Names => [.. Enumerable.Range(1, Hosts).Select(number => $"algo-{number}")];

    public string Language { get; init; } = Core.Parameters.Language.Python;

    public IReadOnlyDictionary<string, string> Hyperparameters { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>A file of <c>programs</c> in place of the starter.</summary>
    public string? Program { get; init; }

    /// <summary>By how much the last host starts later.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How many of the last hosts are never started.</summary>
    public int Missing { get; init; }
}

/// <summary>How a host ended.</summary>
internal sealed record HostEnd(int Code, string? Failure, IReadOnlyList<FolderFile> Model, string Log)
{
    /// <summary>The metric line that it printed last.</summary>
    public double Loss => double.Parse(Log[(Log.LastIndexOf("loss=", StringComparison.Ordinal) + 5)..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
