using Scaffold.Checks;
using Scaffold.Checks.Packing;
using Scaffold.Checks.Verification;
using Scaffold.Core.Problems;
using Scaffold.Engine;

namespace Scaffold.Tests.Verify;

public sealed class SampleArgumentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SampleArgumentsTests()
    {
        Directory.CreateDirectory(_folder["data"]);
        File.WriteAllText(_folder["data/a.csv"], "1,2");
        File.WriteAllText(_folder["answer"], "one");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Go_before_what_the_file_says()
    {
        Samples declared = new()
        {
            Channels = new Dictionary<string, IReadOnlyList<FolderFile>> { ["train"] = [], ["test"] = [] },
            Hyperparameters = new Dictionary<string, string> { ["epochs"] = "5", ["rate"] = "1" },
            Metrics = [new("loss", new("old=(.)")), new("accuracy", new("accuracy=(.)"))],
            Requests = [new("old", default, "text/plain", null, null)],
        };

        var samples = await AddAsync(declared, new()
        {
            Channels = Pair("train", _folder["data"]),
            Hyperparameters = Pair("epochs", "7"),
            Environment = Pair("MODE", "fast"),
            Metrics = Pair("loss", "new=(.)"),
            Request = _folder["data/a.csv"],
            ContentType = "text/csv",
            Expected = _folder["answer"],
        });

        Assert.Equal("a.csv", Assert.Single(samples.Channels!["train"]).Path);
        Assert.Equal(["test", "train"], samples.Channels.Keys.Order());
        Assert.Equal(["7", "1"], ((string[])["epochs", "rate"]).Select(name => samples.Hyperparameters[name]));
        Assert.Equal("fast", samples.Environment["MODE"]);
        Assert.Equal(["accuracy=(.)", "new=(.)"], samples.Metrics.Select(metric => metric.Pattern.ToString()));
        Assert.Equal(("a.csv", "text/csv", 3), (samples.Requests[0].Name, Assert.Single(samples.Requests).ContentType, samples.Requests[0].Expected!.Value.Length));
    }

    [Fact]
    public async Task Take_a_file_for_a_channel_and_an_archive_for_a_model()
    {
        await File.WriteAllBytesAsync(_folder["model.tar.gz"], ModelArchive.Pack([FolderFile.Text("model.json", "{}")]), TestContext.Current.CancellationToken);

        var samples = await AddAsync(Samples.None, new() { Channels = Pair("train", _folder["data/a.csv"]), Model = _folder["model.tar.gz"] });

        Assert.Equal("a.csv", Assert.Single(samples.Channels!["train"]).Path);
        Assert.Equal("model.json", Assert.Single(samples.Model!).Path);
    }

    [Fact]
    public async Task Leave_the_answer_open_when_none_is_given() =>
        Assert.Null(Assert.Single((await AddAsync(Samples.None, new() { Request = _folder["answer"], ContentType = "text/csv" })).Requests).Expected);

    [Fact]
    public async Task Declare_nothing_when_nothing_is_given() => Assert.Null((await AddAsync(Samples.None, new())).Channels);

    public static TheoryData<SampleArguments, string, string> Faults => new()
    {
        { new() { Channels = Pair("a b", "data") }, "--data", "no name for a channel" },
        { new() { Channels = Pair("train", "nowhere") }, "--data", "there is no folder nowhere" },
        { new() { Metrics = Pair("loss", "loss=.*") }, "--metric", "no group" },
        { new() { ContentType = "text/csv" }, "--request", "without the request" },
        { new() { Request = "nowhere" }, "--content-type", "type of the request is missing" },
        { new() { Request = "nowhere", ContentType = "text/csv" }, "--request", "there is no file nowhere" },
        { new() { Model = "nowhere.tar.gz" }, "--model", "there is no file" },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task Name_the_option_at_fault(SampleArguments arguments, string where, string what)
    {
        var fault = await Assert.ThrowsAsync<UserErrorException>(() => AddAsync(Samples.None, arguments));

        Assert.Equal(("SM207", where), (fault.Problem.Code, fault.Problem.Where));
        Assert.Contains(what, fault.Problem.What, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Say_that_a_model_is_no_archive()
    {
        var fault = await Assert.ThrowsAsync<UserErrorException>(() => AddAsync(Samples.None, new() { Model = _folder["answer"] }));

        Assert.Contains("no gzip-compressed tar", fault.Problem.What, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Pair(string name, string value) => new() { [name] = value };

    private static Task<Samples> AddAsync(Samples samples, SampleArguments arguments) => arguments.AddToAsync(samples, TestContext.Current.CancellationToken);
}
