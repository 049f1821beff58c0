using System.Text.Json.Nodes;
using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Scaffold.Core.Problems;

namespace Scaffold.Tests.Verify;

public sealed class SamplesFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Reads_everything_that_can_be_declared()
    {
        Write("data/train/a.csv", "1,2");
        Write("data/train/more/b.csv", "3,4");
        Write("requests/rows.csv", "1");
        Write("expected/rows.csv", "one");
        var samples = await ReadAsync("""
            { // comments are fine
              "$schema": "https://example.org/verify.schema.json",
              "profiles": ["serve", "multi-model"],
              "env": {"MODE": "fast"},
              "channels": {"train": "data/train"},
              "hyperparameters": {"epochs": "5"},
              "longHyperparameters": {"epochs": "500"},
              "pipe": ["train"],
              "metrics": [{"name": "loss", "regex": "loss=([0-9.]+)"}, {"name": "ahead", "regex": "(?=.*end)x=(\\d+)"}],
              "model": "data/train",
              "messages": [{"send": "requests/rows.csv", "type": "text", "expected": "expected/rows.csv"}, {"send": "requests/rows.csv"}],
              "processing": {"inputs": {"raw": "data/train"}, "outputs": ["clean", "/opt/ml/processing/test"], "arguments": ["--rows", "5"], "longArguments": []},
              "hosts": {"groups": {"workers": 3, "servers": 1}, "world": "rank (\\d+) of (\\d+)", "tolerance": 0.1},
              "memoryMegabytes": 512,
              "requests": [{"body": "requests/rows.csv", "contentType": "text/csv", "accept": "text/csv", "expected": "expected/rows.csv", "tolerance": 0.01, "stream": true}, {"body": "requests/rows.csv", "contentType": "text/csv"}],
            }
            """);

        Assert.Equal(["a.csv", "more/b.csv"], samples.Channels!["train"].Select(file => file.Path));
        Assert.Equal(Profile.Serve | Profile.MultiModel, samples.Profiles);
        Assert.Equal("fast", samples.Environment["MODE"]);
        Assert.Equal([0.01, 0], samples.Requests.Select(request => request.Tolerance));
        Assert.Equal([true, false], samples.Requests.Select(request => request.Streams));
        Assert.Equal((4, 512), (samples.Hosts.Count, samples.MemoryMegabytes));
        Assert.Equal([("workers", 3), ("servers", 1)], samples.Hosts.Groups);
        Assert.Equal("2", samples.Hosts.World!.Match("rank 1 of 2").Groups[2].Value);
        Assert.Equal(0.1, samples.Hosts.Tolerance);
        Assert.Equal("5", samples.Hyperparameters["epochs"]);
        Assert.Equal("500", samples.LongHyperparameters!["epochs"]);
        Assert.Equal("train", Assert.Single(samples.Pipe));
        Assert.Equal(["loss", "ahead"], samples.Metrics.Select(metric => metric.Name));
        Assert.Equal(["0.5", "7"], samples.Metrics.Select(metric => metric.Pattern.Match("x=7 loss=0.5 end").Groups[1].Value));
        Assert.Equal(2, samples.Model!.Count);
        Assert.Equal([true, false], samples.Messages.Select(message => message.IsText));
        Assert.Equal(2, samples.Processing!.Inputs["raw"].Count);
        Assert.Equal(["clean", "/opt/ml/processing/test"], samples.Processing.Outputs);
        Assert.Equal(["--rows", "5"], samples.Processing.Arguments!);
        Assert.Empty(samples.Processing.LongArguments!);
        Assert.Equal(3, samples.Requests[0].Expected!.Value.Length);
        Assert.Null(samples.Requests[1].Accept);
        Assert.Null(samples.Requests[1].Expected);
    }

    [Fact]
    public async Task Takes_no_file_for_nothing_declared() => Assert.Same(Samples.None, await SamplesFile.ReadAsync(_folder.Path, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("{", "not JSON", "verify.json(1,2)")]
    [InlineData("[]", "At $: this is a list.", "an object")]
    [InlineData("""{"chanels": {}}""", "At $: there is no setting chanels.", "channels, hyperparameters")]
    [InlineData("""{"profiles": ["fast"]}""", "At $.profiles[0]: there is no profile fast.", "train, serve, batch")]
    [InlineData("""{"channels": {"a b": "data"}}""", "At $.channels.a b: a b is no name for a channel.", "1 to 64")]
    [InlineData("""{"channels": {"..": "data"}}""", "no name for a channel", "1 to 64")]
    [InlineData("""{"channels": {"train": "nowhere"}}""", "At $.channels.train: there is no folder nowhere.", "below samples/")]
    [InlineData("""{"channels": {"train": "../.."}}""", "lies outside", "relative to samples/")]
    [InlineData("""{"channels": {"train": "/etc"}}""", "lies outside", "relative to samples/")]
    [InlineData("""{"hyperparameters": {"epochs": 5}}""", "At $.hyperparameters.epochs: this is a number.", "a string, in quotes")]
    [InlineData("""{"messages": [{"type": "text"}]}""", "At $.messages[0]: send is missing.", "with send")]
    [InlineData("""{"processing": {"inputs": {"/opt/ml/model": "data"}}}""", "At $.processing.inputs./opt/ml/model: /opt/ml/model is neither a name nor a path", "below /opt/ml/processing")]
    [InlineData("""{"processing": {"outputs": ["../clean"]}}""", "At $.processing.outputs[0]: ../clean is neither a name nor a path", "a name of letters")]
    [InlineData("""{"hosts": 1}""", "At $.hosts: 1 is no number of hosts.", "from 2 to 32")]
    [InlineData("""{"hosts": {"count": 33}}""", "At $.hosts.count: 33 is no number of hosts.", "from 2 to 32")]
    [InlineData("""{"hosts": {"count": 2, "groups": {"a": 2}}}""", "At $.hosts.count: the groups say how many hosts there are.", "count or groups")]
    [InlineData("""{"hosts": {"groups": {"a": 1, "b": 0}}}""", "At $.hosts.groups: these are no groups of hosts.", "2 to 32 hosts in all")]
    [InlineData("""{"hosts": {"world": "rank ([0-9]+)"}}""", "At $.hosts.world: the expression has no second group.", "of ([0-9]+)")]
    [InlineData("""{"hosts": {"tolerance": -1}}""", "At $.hosts.tolerance: -1 is no tolerance.", "from 0")]
    [InlineData("""{"memoryMegabytes": 0.5}""", "At $.memoryMegabytes: 0.5 is no size of memory.", "from 6")]
    [InlineData("""{"memoryMegabytes": "512"}""", "At $.memoryMegabytes: this is a string.", "a number")]
    [InlineData("""{"pipe": ["test"]}""", "At $.pipe[0]: there is no channel test.", "Allowed here")]
    [InlineData("""{"metrics": [{"name": "loss"}]}""", "At $.metrics[0]: regex is missing.", "with regex")]
    [InlineData("""{"metrics": [{"name": "loss", "regex": "loss="}]}""", "has no group around the number", "loss=(")]
    [InlineData("""{"metrics": [{"name": "loss", "regex": "loss=("}]}""", "cannot be read", "a regular expression")]
    [InlineData("""{"metrics": [{"name": "", "regex": "(x)"}]}""", "a metric's name has 0 characters", "1 to 255")]
    [InlineData("""{"requests": [{"contentType": "text/csv"}]}""", "At $.requests[0]: body is missing.", "with body")]
    [InlineData("""{"requests": [{"body": "rows.csv", "contentType": "text/csv"}]}""", "At $.requests[0].body: there is no file rows.csv.", "below samples/")]
    public async Task Says_where_a_fault_is_and_what_is_allowed(string json, string what, string where)
    {
        var fault = await Assert.ThrowsAsync<UserErrorException>(() => ReadAsync(json));

        Assert.Contains(what, fault.Problem.What, StringComparison.Ordinal);
        Assert.Contains(where, fault.Problem.Where + fault.Problem.Fix, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, fault.Problem.Exit);
    }

    [Fact]
    public async Task Takes_forty_metrics_and_no_more()
    {
        static string Metrics(int count) => $$"""{"metrics": [{{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"name": "m{{i}}", "regex": "{{new string('x', 497)}}(y)"}"""))}}]}""";

        Assert.Equal(40, (await ReadAsync(Metrics(40))).Metrics.Count);
        Assert.Contains("there are 41 metrics", (await Assert.ThrowsAsync<UserErrorException>(() => ReadAsync(Metrics(41)))).Problem.What, StringComparison.Ordinal);
        Assert.Contains("has 501 characters", (await Assert.ThrowsAsync<UserErrorException>(() => ReadAsync(Metrics(1).Replace("x(y)", "xx(y)", StringComparison.Ordinal)))).Problem.What, StringComparison.Ordinal);
    }

    /// <summary>An editor and the reader agree on what the file may hold.</summary>
    [Fact]
    public async Task The_schema_names_the_same_settings_and_profiles()
    {
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "content", "verify.schema.json"), TestContext.Current.CancellationToken))!["properties"]!.AsObject();

        Assert.Equal(SamplesFile.Settings, schema.Select(property => property.Key));
        Assert.Equal(["imageMegabytes", "coldStartSeconds", "trainSeconds", "p99Milliseconds"], schema["budgets"]!["properties"]!.AsObject().Select(property => property.Key));
        Assert.Equal(HostsSample.Settings, schema["hosts"]!["oneOf"]![1]!["properties"]!.AsObject().Select(property => property.Key));
        Assert.Equal(ProfileNames.Named.Keys, schema["profiles"]!["items"]!["enum"]!.AsArray().Select(name => (string)name!));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Samples> ReadAsync(string json)
    {
        Write("verify.json", json);
        return await SamplesFile.ReadAsync(_folder.Path, TestContext.Current.CancellationToken);
    }

    private void Write(string path, string text)
    {
        var file = _folder[path];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
