using System.Diagnostics;
using System.Text.Json.Nodes;
using Scaffold.Tests.Engine;

namespace Scaffold.Tests.Verify;

/// <summary>The command a user types, on the sound image.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public VerifyCommandTests() => Mutant.Of(Mutant.Sound).WriteTo(_folder["sound"]);

    public void Dispose() => _folder.Dispose();

    [EngineFact]
    public async Task Json_goes_to_stdout_and_everything_else_to_stderr()
    {
        var ran = await Tool.RunAsync(_folder.Path, "verify", "sound", "--engine", "docker", "--only", "C-40,C-64", "--json", "-");

        var json = JsonNode.Parse(ran.Succeeded().Output)!;
        Assert.Equal(["build", "C-40", "C-64"], json["checks"]!.AsArray().Select(check => (string?)check!["id"]));
        Assert.Equal(["pass", "docker"], [(string?)json["verdict"], (string?)json["engine"]]);
        Assert.Contains("pass: 0 failed, 0 warned, 3 passed, 0 skipped", ran.Error, StringComparison.Ordinal);
    }

    [EngineFact]
    public async Task A_kept_image_can_be_verified_by_its_name()
    {
        var name = $"kept-{Path.GetFileName(_folder.Path).ToLowerInvariant()}";
        try
        {
            (await Tool.RunAsync(_folder.Path, "verify", "sound", "--engine", "docker", "--only", "C-20", "--tag", name)).Succeeded();

            var ran = await Tool.RunAsync(_folder.Path, "verify", "sound", "--image", name, "--engine", "docker", "--only", "C-01,C-20,C-40,C-64", "--json", "result.json");

            var json = JsonNode.Parse(await File.ReadAllTextAsync(_folder["result.json"], Ct))!;
            Assert.Equal(name, (string?)json["subject"]);
            Assert.True(ran.Exit is 0, ran.Output);
            Assert.DoesNotContain("build", json["checks"]!.AsArray().Select(check => (string?)check!["id"]));
        }
        finally
        {
            await Command.RunAsync("docker", ["rmi", "-f", name]);
        }
    }

    [EngineFact]
    public async Task An_image_that_is_not_there_is_a_usage_error()
    {
        var ran = await Tool.RunAsync(_folder.Path, "verify", "--image", "no-such-image:1", "--engine", "docker");

        ran.Ended(2);
        Assert.Contains("error SM202", ran.Error, StringComparison.Ordinal);
    }

    [EngineTheory]
    [InlineData(1_500)]
    [InlineData(4_000)]
    [InlineData(8_000)]
    public async Task Interrupting_it_leaves_nothing_behind(int milliseconds)
    {
        // A CI system may have started us with SIGINT ignored, which children inherit: Ctrl-C is the default disposition.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", Tool.Program, .. Tool.Arguments("verify", "sound", "--engine", "docker", "--html", "report.html")])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var verify = Process.Start(start)!;
        var (output, error) = (verify.StandardOutput.ReadToEndAsync(Ct), verify.StandardError.ReadToEndAsync(Ct));
        await Task.Delay(milliseconds, Ct);

        await Command.RunAsync("kill", ["-INT", $"{verify.Id}"]);
        await verify.WaitForExitAsync(Ct);

        Assert.True(verify.ExitCode is 130, $"exit {verify.ExitCode}\n{await output}\n{await error}");
        Assert.Empty(await RunLeftovers.OfAsync(verify.Id));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path)); // no report, whole or in part
    }
}
