using System.Net;
using System.Text;
using System.Text.Json;

namespace Scaffold.Tests.Emitted;

/// <summary>Each setting of <c>serve</c> that the README of a repository names changes what it says, on a container.</summary>
public sealed class ServingSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly string _image;
    private readonly List<string> _containers = [];

    public ServingSettingsTests() => _image = $"settings-{Path.GetFileName(_folder.Path).ToLowerInvariant()}";

    public static TheoryData<string> Servers => ["--language python", "--language python --server fastapi", "--language csharp"];

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [EngineTheory]
    [MemberData(nameof(Servers))]
    public async Task What_is_set_is_obeyed(string options)
    {
        (await Tool.RunAsync(_folder.Path, ["new", "my-model", .. options.Split(' ')])).Succeeded();
        var isPython = options.Contains("python", StringComparison.Ordinal);
        MakeSlow(isPython);
        (await Command.RunAsync("docker", ["build", "--provenance=false", "-q", "-t", _image, _folder["my-model"]])).Succeeded();
        try
        {
            await TrainAsync();
            var usual = await ServeAsync();
            Assert.Equal(HttpStatusCode.OK, await AskAsync(usual, Slow));
            Assert.Equal(HttpStatusCode.OK, await AskAsync(usual, TwoMegabytes));
            var said = await LogAsync();
            Assert.Equal(isPython, said.Contains("threads {1}", StringComparison.Ordinal));
            Assert.Contains("\"level\":\"info\"", said, StringComparison.Ordinal);
            Assert.DoesNotContain("/invocations 200", said, StringComparison.Ordinal);

            var set = await ServeAsync("SAGEMAKER_MODEL_SERVER_WORKERS=3", "OMP_NUM_THREADS=2", "SAGEMAKER_MODEL_SERVER_TIMEOUT=1", "SAGEMAKER_MAX_PAYLOAD_IN_MB=1", "SAGEMAKER_CONTAINER_LOG_LEVEL=debug");
            Assert.Equal(3, await TransformsAsync(set));
            Assert.Equal(HttpStatusCode.GatewayTimeout, await AskAsync(set, Slow));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await AskAsync(set, TwoMegabytes));
            Assert.Equal(HttpStatusCode.OK, await AskAsync(set, "5.1,3.5,1.4,0.2\n"));
            var told = await LogAsync();
            Assert.Contains("/invocations 200", told, StringComparison.Ordinal);
            Assert.Equal(isPython, told.Contains("threads {2}", StringComparison.Ordinal));
            if (isPython)
                Assert.Equal(1 + 3, (await ProcessesAsync()).Count(line => line.Contains("gunicorn", StringComparison.Ordinal)));

            var quiet = await ServeAsync("SAGEMAKER_MODEL_SERVER_WORKERS=1", "SAGEMAKER_CONTAINER_LOG_LEVEL=error");
            Assert.Equal(1, await TransformsAsync(quiet));
            Assert.Equal(HttpStatusCode.OK, await AskAsync(quiet, "5.1,3.5,1.4,0.2\n"));
            Assert.DoesNotContain("\"level\":\"info\"", await LogAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await Command.RunAsync("docker", ["rm", "-f", .. _containers]);
            await Command.RunAsync("docker", ["rmi", "-f", _image]);
        }
    }

    private const string Slow = "99,3.5,1.4,0.2\n";

    private static string TwoMegabytes { get; } = string.Concat(Enumerable.Repeat("5.1,3.5,1.4,0.2\n", 2_000_000 / 16 + 1));

    // A first value of 99 takes three seconds, and tells of the threads.
    private const string Python = """
                if rows[0][0] == 99:
                    import threadpoolctl, time
                    print("threads", {pool["num_threads"] for pool in threadpoolctl.threadpool_info()}, flush=True)
                    time.sleep(3)

        """;

    private void MakeSlow(bool isPython)
    {
        var (file, before, delay) = isPython
            ? ("container/predictor.py", "        return self._model.predict(rows)", Python)
            : ("container/serve/Predictor.cs", "        if (!_idle.TryTake(out var engine))", "        Thread.Sleep(rows[0][0] is 99 ? 3000 : 0);\n");
        var text = File.ReadAllText(_folder[$"my-model/{file}"]);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(_folder[$"my-model/{file}"], text.Replace(before, delay + before, StringComparison.Ordinal));
    }

    private async Task TrainAsync()
    {
        Directory.CreateDirectory(_folder["my-model/local/model"]);
        (await Command.RunAsync("docker",
        [
            "run", "--rm", "--network", "none", "-v", $"{_folder["my-model/samples/data/train"]}:/opt/ml/input/data/train:ro",
            "-v", $"{_folder["my-model/local/model"]}:/opt/ml/model", _image, "train",
        ])).Succeeded();
    }

    private async Task<Uri> ServeAsync(params IEnumerable<string> settings)
    {
        var run = await Command.RunAsync("docker",
            ["run", "-d", "-p", "127.0.0.1::8080", "-v", $"{_folder["my-model/local/model"]}:/opt/ml/model:ro", .. settings.SelectMany(s => new[] { "-e", s }), _image, "serve"]);
        _containers.Add(run.Succeeded().Output.Trim());
        var address = (await Command.RunAsync("docker", ["port", _containers[^1], "8080/tcp"])).Succeeded().Output.Split('\n')[0];
        Uri server = new($"http://{address}/");
        for (var waited = 0; waited < 300 && !await IsHealthyAsync(server); waited++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.True(await IsHealthyAsync(server), await LogAsync());
        return server;
    }

    private async Task<bool> IsHealthyAsync(Uri server)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(server, "ping"), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // the port is not open yet
        }
    }

    private async Task<HttpStatusCode> AskAsync(Uri server, string rows)
    {
        using StringContent body = new(rows, Encoding.UTF8, "text/csv");
        using var answer = await _client.PostAsync(new Uri(server, "invocations"), body, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task<int> TransformsAsync(Uri server)
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync(new Uri(server, "execution-parameters"), TestContext.Current.CancellationToken));
        return json.RootElement.GetProperty("MaxConcurrentTransforms").GetInt32();
    }

    // Of the last container, without the spaces that Python's JSON has.
    private async Task<string> LogAsync()
    {
        var log = (await Command.RunAsync("docker", ["logs", _containers[^1]])).Succeeded();
        return (log.Output + log.Error).Replace("\": \"", "\":\"", StringComparison.Ordinal);
    }

    private async Task<string[]> ProcessesAsync() =>
        (await Command.RunAsync("docker", ["top", _containers[^1], "-o", "pid,args"])).Succeeded().Output.Split('\n');
}
