using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Scaffold.Checks.Verification.Reuse;

namespace Scaffold.Tests.Verify.Reuse;

public sealed class EvidenceCacheTests : IDisposable
{
    private static readonly Dictionary<string, CheckResult> Nothing = [];

    private readonly TemporaryFolder _folder = new();
    private readonly VerifyResult _result = Results.OfEverything();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private EvidenceCache Cache => new(_folder["cache/evidence"]);

    private IReadOnlyList<CheckInfo> Infos => [.. _result.Checks.Select(check => check.Info)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Passes_and_warnings_come_back_as_they_were_and_nothing_else_does()
    {
        await Cache.WriteAsync("key", _result, Nothing, Ct);

        var known = await Cache.ReadAsync("key", Infos, Ct);

        Assert.Equal(["C-16", "C-40", "C-62", "C-72", "build"], known.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(_result.Checks.First(check => check.Info.Id == "C-62").Finding.Measured.ToJsonString(), known["C-62"].Finding.Measured.ToJsonString());
        Assert.Equal([new("a folder/nginx.conf", 3)], known["C-16"].Finding.Places);
        Assert.Equal((Outcome.Warn, "Raise it."), (known["C-16"].Finding.Outcome, known["C-16"].Finding.Fix));
        Assert.Equal(new(_result.Began, _folder["cache/evidence/key.json"]), known["C-40"].Earlier);
    }

    [Fact]
    public async Task Evidence_taken_over_keeps_the_time_it_was_gained()
    {
        await Cache.WriteAsync("key", _result, Nothing, Ct);

        Assert.Equal(new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero), (await Cache.ReadAsync("key", Infos, Ct))["C-72"].Earlier!.Began);
    }

    [Fact]
    public async Task What_a_run_left_out_stays_known_and_what_it_failed_does_not()
    {
        await Cache.WriteAsync("key", _result, Nothing, Ct);
        var known = await Cache.ReadAsync("key", Infos, Ct);
        var failed = _result.Checks.First(check => check.Info.Id == "C-62") with { Finding = Finding.Fail("no", "mend") };

        await Cache.WriteAsync("key", _result with { Checks = [failed] }, known, Ct);

        Assert.Equal(["C-16", "C-40", "C-72", "build"], (await Cache.ReadAsync("key", Infos, Ct)).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Another_key_knows_nothing()
    {
        await Cache.WriteAsync("key", _result, Nothing, Ct);

        Assert.Empty(await Cache.ReadAsync("other", Infos, Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"began\": 3}")]
    [InlineData("{\"began\": \"2026-11-25T00:00:00Z\", \"checks\": [{\"id\": \"C-40\", \"outcome\": \"pass\"}]}")]
    [InlineData("{\"began\": \"2026-11-25T00:00:00Z\", \"checks\": [{\"id\": \"C-40\", \"outcome\": \"pass\", \"message\": null, \"fix\": null}]}")]
    public async Task A_corrupt_file_is_no_evidence_and_is_written_anew(string text)
    {
        await Cache.WriteAsync("key", _result, Nothing, Ct);
        await File.WriteAllTextAsync(_folder["cache/evidence/key.json"], text, Ct);

        Assert.Empty(await Cache.ReadAsync("key", Infos, Ct));

        await Cache.WriteAsync("key", _result, Nothing, Ct);
        Assert.NotEmpty(await Cache.ReadAsync("key", Infos, Ct));
    }

    [Fact]
    public async Task Writers_at_the_same_time_leave_a_whole_file()
    {
        await Parallel.ForAsync(0, 40, Ct, async (n, ct) =>
        {
            await Cache.WriteAsync("key", Results.OfEverything(copies: 1 + n % 5), Nothing, ct);
            Assert.NotEmpty(await Cache.ReadAsync("key", Infos, ct));
        });

        Assert.Equal(["key.json"], Directory.EnumerateFiles(_folder["cache/evidence"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_none()
    {
        await File.WriteAllTextAsync(_folder["cache"], "a file", Ct);

        await Cache.WriteAsync("key", _result, Nothing, Ct);

        Assert.Empty(await Cache.ReadAsync("key", Infos, Ct));
    }
}
