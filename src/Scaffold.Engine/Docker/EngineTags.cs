using Docker.DotNet;
using Scaffold.Engine.Registry;

namespace Scaffold.Engine.Docker;

/// <summary>Digests as the engine pulled or pushed them: what a tag was when it did.</summary>
public sealed class EngineTags : ITags, IDisposable
{
    private readonly DockerClient _client;
    private readonly DockerEndpoint _endpoint;

    internal EngineTags(DockerClient client, DockerEndpoint endpoint) => (_client, _endpoint) = (client, endpoint);

    public async Task<TagAnswer> FindAsync(ImageReference image, CancellationToken ct)
    {
        try
        {
            var name = image with { Digest = null };
            var found = await _client.Images.InspectImageAsync((name with { Tag = image.Tag ?? (image.Digest is null ? "latest" : null), Digest = image.Tag is null ? image.Digest : null }).ToString(), ct);
            var digest = (found.RepoDigests ?? []).Select(ImageReference.Parse).FirstOrDefault(known => known?.Host == image.Host && known.Repository == image.Repository)?.Digest;
            return digest is not null
                ? new TagAnswer.Found(digest, found.Descriptor?.MediaType ?? "")
                : new TagAnswer.Unreachable("the engine's image of that name was never pulled or pushed, so it has no digest", $"docker pull {image}");
        }
        catch (DockerImageNotFoundException)
        {
            return new TagAnswer.Unreachable("the engine has no image of that name", $"docker pull {image with { Digest = null }}, or leave --from out to ask the registry.");
        }
        catch (Exception e) when (e is DockerApiException || DockerSession.IsLost(e))
        {
            return new TagAnswer.Unreachable($"the engine at {_endpoint} does not answer", "See the engine's log.");
        }
    }

    public Task<ImageFacts?> DescribeAsync(ImageReference image, string digest, CancellationToken ct) => Task.FromResult<ImageFacts?>(null);

    public void Dispose() => _client.Dispose();
}
