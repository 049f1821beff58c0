using Docker.DotNet;
using Scaffold.Engine;
using Scaffold.Engine.Docker;

namespace Scaffold.Tests.Engine;

/// <summary>What runs left on the engine, and whose it is: a label says so, and of an image its tag.</summary>
internal static class RunLeftovers
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<IReadOnlyList<string>> OfAsync(IEngine engine) => await OfAsync(run => run == ((DockerEngine)engine).Run);

    /// <param name="process">The ID of a process that ran <c>verify</c>, or an engine.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(int process) => await OfAsync(run => run.Pid == process);

    public static async Task<IReadOnlyList<string>> OfAllAsync() => await OfAsync(_ => true);

    // The kind, the owner and the ID of each container, volume, network and image.
    private static async Task<IReadOnlyList<string>> OfAsync(Func<RunId, bool> which)
    {
        using var client = new DockerClientBuilder().WithEndpoint(new(EngineUnderTest.Probe.Docker!.Host)).Build();
        Dictionary<string, IDictionary<string, bool>> labelled = new() { ["label"] = new Dictionary<string, bool> { [DockerSession.Label] = true } };
        var containers = await client.Containers.ListContainersAsync(new() { All = true, Filters = labelled }, Ct);
        var volumes = await client.Volumes.ListAsync(new() { Filters = labelled }, Ct);
        var networks = await client.Networks.ListNetworksAsync(new() { Filters = labelled }, Ct);
        var images = await client.Images.ListImagesAsync(new() { All = true }, Ct);
        (string Kind, string? Owner, string Id)[] all =
        [
            .. containers.Select(it => ("container", it.Labels[DockerSession.Label], it.ID)),
            .. volumes.Volumes.Select(it => ("volume", it.Labels[DockerSession.Label], it.Name)),
            .. networks.Select(it => ("network", it.Labels[DockerSession.Label], it.ID)),
            .. from it in images
               from name in it.RepoTags ?? []
               where name.StartsWith(Leftovers.ImageRepository, StringComparison.Ordinal)
               select ("image", Leftovers.OwnerOf(name), it.ID),
        ];
        return [.. from it in all where RunId.Parse(it.Owner) is { } owner && which(owner) select $"{it.Kind} {it.Owner} {it.Id}"];
    }
}
