using Docker.DotNet;

namespace Scaffold.Engine.Docker;

/// <summary>Removes what runs made: their own at the end, and that of killed runs at the start of the next.</summary>
internal static class Leftovers
{
    public const string ImageRepository = "sagemaker-container-run";

    private static readonly Dictionary<string, IDictionary<string, bool>> Labelled = Filter("label", DockerSession.Label);

    /// <summary>Removes every container, network, volume and image of the runs that <paramref name="which"/> picks; false when one stayed.</summary>
    public static async Task<bool> RemoveAsync(IDockerClient client, Func<RunId, bool> which, CancellationToken ct)
    {
        var containers = await client.Containers.ListContainersAsync(new() { All = true, Filters = Labelled }, ct);
        var all = await EachAsync(from it in containers where Picked(it.Labels) select it.ID, RemoveContainer);
        var networks = await client.Networks.ListNetworksAsync(new() { Filters = Labelled }, ct);
        all &= await EachAsync(from it in networks where Picked(it.Labels) select it.ID, id => client.Networks.DeleteNetworkAsync(id, ct));
        var volumes = await client.Volumes.ListAsync(new() { Filters = Labelled }, ct);
        all &= await EachAsync(from it in volumes.Volumes ?? [] where Picked(it.Labels) select it.Name, name => client.Volumes.RemoveAsync(name, true, ct));
        var images = await client.Images.ListImagesAsync(new() { Filters = Filter("reference", ImageRepository) }, ct);
        return await EachAsync(from it in images from name in it.RepoTags ?? [] where Picked(OwnerOf(name)) select name, RemoveImage) && all;

        bool Picked(object? owner) =>
            RunId.Parse(owner as string ?? (owner as IDictionary<string, string>)?[DockerSession.Label]) is { } run && which(run);

        Task RemoveContainer(string id) => client.Containers.RemoveContainerAsync(id, new() { Force = true, RemoveVolumes = true }, ct);

        // By name: the image itself stays when the user has it under another one.
        Task RemoveImage(string name) => client.Images.DeleteImageAsync(name, new() { Force = true }, ct);
    }

    public static string? OwnerOf(string image) =>
        image.Split(':') is [ImageRepository, var tag] && tag.LastIndexOf('-') is > 0 and var end ? tag[..end] : null;

    private static async Task<bool> EachAsync(IEnumerable<string> names, Func<string, Task> remove)
    {
        var removed = await Task.WhenAll(names.Select(async name =>
        {
            try
            {
                await remove(name);
                return true;
            }
            catch (DockerApiException)
            {
                return false; // someone else removes it right now, or it is still in use
            }
        }));
        return removed.All(it => it);
    }

    private static Dictionary<string, IDictionary<string, bool>> Filter(string key, string value) =>
        new() { [key] = new Dictionary<string, bool> { [value] = true } };
}
