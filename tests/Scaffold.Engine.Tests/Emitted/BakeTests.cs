using Scaffold.Tests.Regeneration;

namespace Scaffold.Tests.Emitted;

/// <summary>docker-bake.hcl of a repository and of a fleet, by the command it is for.</summary>
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

            FormerRepository.Copy(_folder[name], _folder["twin/model"]); // of the same name
            (await Tool.RunAsync(_folder.Path, "fleet", "bake", name, "twin/*")).Succeeded();
            (await Command.RunAsync("docker", ["buildx", "bake", "--load"], _folder.Path)).Succeeded();
            foreach (var place in (string[])[name, "twin-model"])
            {
                Assert.Equal($"{name}: [] [train], takes a port: , linux/amd64, 1970", await LookAsync($"{place}/{name}-training"));
                Assert.Equal($"{name}: [] [serve], takes a port: true, linux/amd64, 1970", await LookAsync($"{place}/{name}-inference"));
            }
        }
        finally
        {
            await Command.RunAsync("docker", ["rmi", "-f", .. from place in (string[])["", $"{name}/", "twin-model/"] from job in (string[])["training", "inference"] select $"{place}{name}-{job}"]);
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
