using System.Net;
using System.Text;

namespace Scaffold.Tests.Emitted;

/// <summary>A repository of ours, written, built and trained by hand; and what <c>serve</c> of it says.</summary>
internal sealed class ServedRepository : IAsyncDisposable
{
    public const string Row = "5.1,3.5,1.4,0.2\n";

    /// <summary>Takes a fifth of a second.</summary>
    public const string Slow = "98,3.5,1.4,0.2\n";

    /// <summary>Takes three seconds; Python's says in the log how many threads compute.</summary>
    public const string Slowest = "99,3.5,1.4,0.2\n";

    private const string Python = """
                import time
                if rows[0][0] == 99:
                    import threadpoolctl
                    print("threads", {pool["num_threads"] for pool in threadpoolctl.threadpool_info()}, flush=True)
                time.sleep({98: 0.2, 99: 3}.get(rows[0][0], 0))

        """;

    private const string CSharp = "        Thread.Sleep(rows[0][0] switch { 98 => 200, 99 => 3000, _ => 0 });\n";
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly List<string> _containers = [];
    private readonly string _image; // and its network: an address there is not given to another test's container when ours has ended

    private ServedRepository() => _image = $"served-{Path.GetFileName(_folder.Path).ToLowerInvariant()}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The container that was started last.</summary>
    public string Container => _containers[^1];

    /// <param name="options">Of <c>new</c>.</param>
    public static async Task<ServedRepository> NewAsync(string options)
    {
        ServedRepository repository = new();
        try
        {
            (await Tool.RunAsync(repository._folder.Path, ["new", "my-model", .. options.Split(' ')])).Succeeded();
            var isPython = options.Contains("python", StringComparison.Ordinal);
            repository.BeforePredict(isPython ? "container/predictor.py" : "container/serve/Predictor.cs", isPython ? Python : CSharp);
            (await Command.RunAsync("docker", ["build", "--provenance=false", "-q", "-t", repository._image, repository._folder["my-model"]])).Succeeded();
            Directory.CreateDirectory(repository._folder["my-model/local/model"]);
            (await Command.RunAsync("docker",
            [
                "run", "--rm", "--network", "none", "-v", $"{repository._folder["my-model/samples/data/train"]}:/opt/ml/input/data/train:ro",
                "-v", $"{repository._folder["my-model/local/model"]}:/opt/ml/model", repository._image, "train",
            ])).Succeeded();
            (await Command.RunAsync("docker", ["network", "create", repository._image])).Succeeded();
            return repository;
        }
        catch
        {
            await repository.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Command.RunAsync("docker", ["network", "rm", _image]);
        await Command.RunAsync("docker", ["rmi", "-f", _image]);
        _client.Dispose();
        _folder.Dispose();
    }

    /// <summary>Removes its containers.</summary>
    public async Task StopAsync()
    {
        if (_containers.Count > 0)
            await Command.RunAsync("docker", ["rm", "-f", .. _containers]);
        _containers.Clear();
    }

    /// <summary>Starts a container, and waits until it is healthy.</summary>
    /// <param name="settings">NAME=VALUE.</param>
    public async Task<Uri> ServeAsync(params IEnumerable<string> settings)
    {
        var run = await Command.RunAsync("docker",
            ["run", "-d", "--network", _image, "-p", "127.0.0.1::8080", "-v", $"{_folder["my-model/local/model"]}:/opt/ml/model:ro", .. settings.SelectMany(s => new[] { "-e", s }), _image, "serve"]);
        _containers.Add(run.Succeeded().Output.Trim());
        var address = (await Command.RunAsync("docker", ["port", Container, "8080/tcp"])).Succeeded().Output.Split('\n')[0];
        Uri server = new($"http://{address}/");
        for (var waited = 0; waited < 300 && !await IsHealthyAsync(server); waited++)
            await Task.Delay(100, Ct);
        Assert.True(await IsHealthyAsync(server), await LogAsync());
        return server;
    }

    public async Task<HttpStatusCode> AskAsync(Uri server, string rows)
    {
        using StringContent body = new(rows, Encoding.UTF8, "text/csv");
        using var answer = await _client.PostAsync(new Uri(server, "invocations"), body, Ct);
        return answer.StatusCode;
    }

    public Task<string> GetAsync(Uri server, string path) => _client.GetStringAsync(new Uri(server, path), Ct);

    /// <summary>Of the last container on its bridge: there is no proxy of the engine between, which would accept connections on its own.</summary>
    public async Task<Uri> DirectAsync() =>
        new($"http://{(await Command.RunAsync("docker", ["inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", Container])).Succeeded().Output.Trim()}:8080/");

    /// <summary>Of the last container, without the spaces that Python's JSON has.</summary>
    /// <param name="awaited">What was written before an answer, and may reach the engine's log after it: waited for, not demanded.</param>
    public async Task<string> LogAsync(string awaited = "")
    {
        for (var waited = 0; ; waited++)
        {
            var log = (await Command.RunAsync("docker", ["logs", Container])).Succeeded();
            var text = (log.Output + log.Error).Replace("\": \"", "\":\"", StringComparison.Ordinal);
            if (waited == 50 || text.Contains(awaited, StringComparison.Ordinal))
                return text;
            await Task.Delay(100, Ct);
        }
    }

    /// <summary>Of the last container: id and arguments.</summary>
    public async Task<string[]> ProcessesAsync() =>
        (await Command.RunAsync("docker", ["top", Container, "-o", "pid,args"])).Succeeded().Output.Split('\n');

    private async Task<bool> IsHealthyAsync(Uri server)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(server, "ping"), Ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // the port is not open yet
        }
    }

    private void BeforePredict(string file, string lines)
    {
        var predict = file.EndsWith(".py", StringComparison.Ordinal) ? "        return self._model.predict(rows)" : "        if (!_idle.TryTake(out var engine))";
        var path = _folder[$"my-model/{file}"];
        var text = File.ReadAllText(path);
        Assert.Contains(predict, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(predict, lines + predict, StringComparison.Ordinal));
    }
}
