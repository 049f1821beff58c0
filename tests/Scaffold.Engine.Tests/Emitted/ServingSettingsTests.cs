using System.Net;
using System.Text.Json;

namespace Scaffold.Tests.Emitted;

/// <summary>Each setting of <c>serve</c> that the README of a repository names changes what it says, on a container.</summary>
[Collection(ServedRepositories.Name)]
public sealed class ServingSettingsTests(ServedRepositories repositories)
{
    public static TheoryData<string> Servers => ["--language python", "--language python --server fastapi", "--language csharp"];

    [EngineTheory]
    [MemberData(nameof(Servers))]
    public async Task What_is_set_is_obeyed(string options)
    {
        var isPython = options.Contains("python", StringComparison.Ordinal);
        var repository = await repositories.OfAsync(options);

        var usual = await repository.ServeAsync();
        Assert.Equal(HttpStatusCode.OK, await repository.AskAsync(usual, ServedRepository.Slowest));
        Assert.Equal(HttpStatusCode.OK, await repository.AskAsync(usual, TwoMegabytes));
        var said = await repository.LogAsync(awaited: isPython ? "threads {" : "");
        Assert.Equal(isPython, said.Contains("threads {1}", StringComparison.Ordinal));
        Assert.Contains("\"level\":\"info\"", said, StringComparison.Ordinal);
        Assert.DoesNotContain("/invocations 200", said, StringComparison.Ordinal);

        var set = await repository.ServeAsync("SAGEMAKER_MODEL_SERVER_WORKERS=3", "OMP_NUM_THREADS=2", "SAGEMAKER_MODEL_SERVER_TIMEOUT=1", "SAGEMAKER_MAX_PAYLOAD_IN_MB=1", "SAGEMAKER_CONTAINER_LOG_LEVEL=debug");
        Assert.Equal(3, await TransformsAsync(repository, set));
        Assert.Equal(HttpStatusCode.OK, await repository.AskAsync(set, ServedRepository.Row));
        Assert.Equal(HttpStatusCode.GatewayTimeout, await repository.AskAsync(set, ServedRepository.Slowest));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await repository.AskAsync(set, TwoMegabytes));
        var told = await repository.LogAsync(awaited: isPython ? "threads {" : "/invocations 200");
        Assert.Contains("/invocations 200", told, StringComparison.Ordinal);
        Assert.Equal(isPython, told.Contains("threads {2}", StringComparison.Ordinal));
        if (isPython)
            Assert.Equal(1 + 3, (await repository.ProcessesAsync()).Count(line => line.Contains("gunicorn", StringComparison.Ordinal)));

        var quiet = await repository.ServeAsync("SAGEMAKER_MODEL_SERVER_WORKERS=1", "SAGEMAKER_CONTAINER_LOG_LEVEL=error");
        Assert.Equal(1, await TransformsAsync(repository, quiet));
        Assert.Equal(HttpStatusCode.OK, await repository.AskAsync(quiet, ServedRepository.Row));
        Assert.DoesNotContain("\"level\":\"info\"", await repository.LogAsync(), StringComparison.Ordinal);
        await repository.StopAsync();
    }

    private static string TwoMegabytes { get; } = string.Concat(Enumerable.Repeat(ServedRepository.Row, 2_000_000 / 16 + 1));

    private static async Task<int> TransformsAsync(ServedRepository repository, Uri server)
    {
        using var json = JsonDocument.Parse(await repository.GetAsync(server, "execution-parameters"));
        return json.RootElement.GetProperty("MaxConcurrentTransforms").GetInt32();
    }
}
