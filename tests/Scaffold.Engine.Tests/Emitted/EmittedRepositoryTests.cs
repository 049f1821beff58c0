using System.Text.Json;

namespace Scaffold.Tests.Emitted;

/// <summary>Every repository we write, proven by the command a user types and by the docker client alone.</summary>
[Collection(Alone.Name)]
public sealed class EmittedRepositoryTests(EmittedRuns runs) : IClassFixture<EmittedRuns>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Covers every framework that can run here but the two with a gigabyte of libraries (PyTorch, TorchSharp), every role and both servers, with nginx and without; FastAPI behind nginx is served by other tests.</summary>
    /// <remarks>tests/matrix.sh goes through all of them.</remarks>
    public static TheoryData<string> Verified =>
    [
        "--language csharp",
        "--language csharp --proxy none --role separate",
        "--framework onnx --proxy none --role inference",
        "--language csharp --framework none --proxy none",
        "--language python",
        "--framework xgboost --server fastapi --proxy none --role separate",
        "--language python --framework none --proxy none --role inference",
    ];

    public static TheoryData<string> ByHand =>
    [
        "--language csharp --proxy none",
        "--language python",
    ];

    public void Dispose() => _folder.Dispose();

    [EngineTheory]
    [MemberData(nameof(Verified))]
    public async Task It_passes_verify(string options)
    {
        var verified = await runs.Of(options);

        TestContext.Current.TestOutputHelper!.WriteLine(verified.Error);
        using var json = JsonDocument.Parse(verified.Output);
        var verdict = json.RootElement.GetProperty("verify");
        Assert.Equal("pass", verdict.GetProperty("verdict").GetString());
        verified.Succeeded();
        Assert.All(verdict.GetProperty("checks").EnumerateArray(), check => Assert.True(IsPass(check) || IsUndeclared(check), check.ToString()));
        Assert.Contains(verdict.GetProperty("checks").EnumerateArray(), check => check.GetProperty("id").GetString() is "C-64");
    }

    [EngineFact]
    public async Task Nothing_is_left_behind()
    {
        foreach (var row in Verified)
            await runs.Of(row.Data);

        Assert.Empty((await EmittedRuns.LeftAsync()).Except(runs.Before));
    }

    [EngineTheory]
    [MemberData(nameof(ByHand))]
    public async Task It_works_by_hand(string options)
    {
        var image = $"by-hand-{Path.GetFileName(_folder.Path).ToLowerInvariant()}";
        (await Tool.RunAsync(_folder.Path, ["new", "my-model", .. options.Split(' ')])).Succeeded();
        (await Command.RunAsync("docker", ["build", "--provenance=false", "-q", "-t", image, _folder["my-model"]])).Succeeded();
        try
        {
            var script = Path.Combine(RepositoryRoot.Path, "tests/by-hand.sh");
            var ran = await Command.RunAsync(script, [image, _folder["my-model/samples"]]);
            TestContext.Current.TestOutputHelper!.WriteLine(ran.Output);
            ran.Succeeded();
        }
        finally
        {
            await Command.RunAsync("docker", ["rmi", "-f", image]);
        }
    }

    [EngineFact]
    public async Task Python_images_carry_no_compiler_no_cache_and_no_samples()
    {
        const string Look = """
            for tool in gcc cc g++ make; do command -v $tool; done
            ls -d /root/.cache /build /opt/program/samples 2>/dev/null
            find /var/lib/apt/lists /var/cache/apt -type f -size +0 2>/dev/null
            find / -xdev -name iris.csv -not -path '*/site-packages/*' -not -path '*/dist-packages/*' 2>/dev/null
            true
            """;
        var image = $"lean-{Path.GetFileName(_folder.Path).ToLowerInvariant()}";
        (await Tool.RunAsync(_folder.Path, "new", "my-model", "--language", "python")).Succeeded();
        (await Command.RunAsync("docker", ["build", "--provenance=false", "-q", "-t", image, _folder["my-model"]])).Succeeded();
        try
        {
            Assert.Equal("", (await Command.RunAsync("docker", ["run", "--rm", image, "sh", "-c", Look])).Succeeded().Output);
        }
        finally
        {
            await Command.RunAsync("docker", ["rmi", "-f", image]);
        }
    }

    [EngineFact]
    public async Task A_fresh_checkout_with_an_edit_compiles_the_edit_and_no_package()
    {
        var image = $"edited-{Path.GetFileName(_folder.Path).ToLowerInvariant()}";
        var serve = _folder["my-model/container/serve"];
        (await Tool.RunAsync(_folder.Path, "new", "my-model", "--language", "csharp")).Succeeded();
        string[] build = ["build", "--provenance=false", "-q", "--target", "serve", "-t", image, _folder["my-model"]];
        (await Command.RunAsync("docker", build)).Succeeded();
        try
        {
            foreach (var file in Directory.EnumerateFiles(serve, "*", SearchOption.AllDirectories))
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
            await File.AppendAllTextAsync(Path.Combine(serve, "Predictor.cs"), $"// {Guid.NewGuid()}\n", TestContext.Current.CancellationToken);
            (await Command.RunAsync("docker", build)).Succeeded();

            var compiled = await Command.RunAsync("docker",
                ["run", "--rm", image, "find", "container/serve/obj/", "-path", "*/R2R/*.dll", "-newer", "container/serve/Predictor.cs", "-printf", "%f\n"]);
            Assert.Equal("serve.dll\n", compiled.Succeeded().Output);
        }
        finally
        {
            await Command.RunAsync("docker", ["rmi", "-f", image]);
        }
    }

    [Fact]
    public async Task The_csharp_flavour_passes_verify_without_an_engine()
    {
        var verified = await Tool.RunAsync(_folder.Path, "new", "my-model", "--verify", "--engine", "process", "--json");

        TestContext.Current.TestOutputHelper!.WriteLine(verified.Error);
        using var json = JsonDocument.Parse(verified.Output);
        var checks = json.RootElement.GetProperty("verify").GetProperty("checks").EnumerateArray().ToList();
        Assert.Equal("pass", json.RootElement.GetProperty("verify").GetProperty("verdict").GetString());
        AgreesWithDocker(checks);
    }

    // Inside its own image the Python flavour finds the interpreter and the packages it asks for, and no engine.
    [EngineFact]
    public async Task The_python_flavour_passes_verify_without_an_engine()
    {
        Assert.SkipUnless(Tool.IsNative, "SCAFFOLD_CLI names no native binary, the only one that runs where there is no .NET");
        var image = $"process-{Path.GetFileName(_folder.Path).ToLowerInvariant()}";
        (await Tool.RunAsync(_folder.Path, "new", "my-model", "--language", "python")).Succeeded();
        (await Command.RunAsync("docker", ["build", "--provenance=false", "-q", "-t", image, _folder["my-model"]])).Succeeded();
        try
        {
            var binary = new FileInfo(Tool.Program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Tool.Program;
            var verified = await Command.RunAsync("docker",
                ["run", "--rm", "-v", $"{binary}:/tool:ro", "-v", $"{_folder["my-model"]}:/repository:ro", image, "/tool", "verify", "/repository", "--engine", "process", "--json", "-"]);

            TestContext.Current.TestOutputHelper!.WriteLine(verified.Error);
            using var json = JsonDocument.Parse(verified.Succeeded().Output);
            Assert.Equal("process", json.RootElement.GetProperty("engine").GetString());
            AgreesWithDocker([.. json.RootElement.GetProperty("checks").EnumerateArray()]);
        }
        finally
        {
            await Command.RunAsync("docker", ["rmi", "-f", image]);
        }
    }

    // On Docker every check of these repositories passes (above), so here every one that can be judged does too.
    private static void AgreesWithDocker(IReadOnlyList<JsonElement> checks)
    {
        Assert.Contains(checks, check => check.GetProperty("id").GetString() is "C-64" && IsPass(check));
        Assert.All(checks, check => Assert.True(IsPass(check) || IsSkip(check), check.ToString()));
        Assert.All(checks.Where(IsSkip), check => Assert.NotEmpty(check.GetProperty("message").GetString()!));
    }

    private static bool IsPass(JsonElement check) => check.GetProperty("outcome").GetString() is "pass";

    private static bool IsSkip(JsonElement check) => check.GetProperty("outcome").GetString() is "skip";

    // A use nobody declared; of an image that does not train, the archive of its model; of a chiseled one, which can run no program of ours, C-53.
    private static bool IsUndeclared(JsonElement check) =>
        IsSkip(check) && (check.GetProperty("fix").GetString()?.StartsWith("Declare it", StringComparison.Ordinal) is true || check.GetProperty("id").GetString() is "C-65"
            || check.GetProperty("message").GetString() is "The image has neither Python nor a shell for a program of ours.");
}
