namespace Scaffold.Tests.Emitted;

/// <summary>docker-bake.hcl, by the command it is for.</summary>
public sealed class BakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [EngineFact]
    public async Task It_makes_an_image_for_each_job()
    {
        var name = $"baked-{Path.GetFileName(_folder.Path).ToLowerInvariant()}";
        (await Tool.RunAsync(_folder.Path, "new", name, "--language", "python", "--framework", "none", "--role", "separate", "--proxy", "none")).Succeeded();
        try
        {
            (await Command.RunAsync("docker", ["buildx", "bake", "--load"], _folder[name])).Succeeded();

            Assert.Equal($"{name}: [] [train], takes a port: , linux/amd64, 1970", await LookAsync($"{name}-training"));
            Assert.Equal($"{name}: [] [serve], takes a port: true, linux/amd64, 1970", await LookAsync($"{name}-inference"));
        }
        finally
        {
            await Command.RunAsync("docker", ["rmi", "-f", $"{name}-training", $"{name}-inference"]);
        }
    }

    private static async Task<string> LookAsync(string image)
    {
        const string Format = """
            {{index .Config.Labels "org.opencontainers.image.title"}}: {{.Config.Entrypoint}} {{.Config.Cmd}}, takes a port: {{index .Config.Labels "com.amazonaws.sagemaker.capabilities.accept-bind-to-port"}}, {{.Os}}/{{.Architecture}}, {{slice .Created 0 4}}
            """;
        return (await Command.RunAsync("docker", ["image", "inspect", "-f", Format, image])).Succeeded().Output.Trim();
    }
}
