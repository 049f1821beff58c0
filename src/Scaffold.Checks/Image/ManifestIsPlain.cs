using Scaffold.Checks.Static;
using Scaffold.Engine;

namespace Scaffold.Checks.Image;

/// <summary>What a push sends is one Docker manifest: CreateModel refuses OCI manifests and indexes.</summary>
internal sealed class ManifestIsPlain : ICheck
{
    private const string Fix = "Build with docker buildx build --provenance=false --sbom=false --platform linux/amd64, and for a push from another builder with --output type=registry,oci-mediatypes=false.";
    private const string Look = "After the push look at it: docker buildx imagetools inspect --raw URI, or aws ecr batch-get-image --repository-name NAME --image-ids imageTag=TAG --query images[].imageManifestMediaType.";

    public CheckInfo Info { get; } = new("C-22", "A push sends one plain Docker manifest", Phase.Image, Profile.Serve | Profile.Train, ["IMG-02"])
    {
        Needs = Needs.Image,
        Details = """
            What a push sends depends on the engine's image store. Docker's first store (overlay2) makes one Docker manifest anew for every
            push. The containerd store pushes what was built, and a build with attestations, which buildx adds by default, is an OCI index:
            that fails for hosting and warns for training. Where the engine does not tell (Podman), it is skipped with the command that shows
            it after the push. Commands of the repository that build and push in one go (scripts, Makefile, workflows) are read too: they
            warn when they do not switch attestations off, since most builders then add them.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        Tally tally = new();
        if (subject.Directory is { } directory)
        {
            foreach (var command in await PushCommands.InAsync(directory, ct))
                tally.Warn(command.At, $"this pushes {command.How}: CreateModel refuses it, unless the builder adds none.", Fix);
        }
        var manifest = subject.Engine.Can.Images ? await subject.Engine.ManifestAsync(subject.Image!, ct) : null;
        tally.Measured["mediaType"] = manifest?.MediaType;
        tally.Measured["store"] = manifest?.Store;
        if (manifest is not null && manifest.MediaType != ImageManifest.DockerSchema2)
            tally.Add(subject.Profiles.HasFlag(Profile.Serve) ? Outcome.Fail : Outcome.Warn, $"A push of this image sends {manifest.MediaType}, which CreateModel refuses: it takes {ImageManifest.DockerSchema2} alone.", Fix);
        else if (manifest is null && tally.Count == 0)
            return Finding.Skip($"The {subject.Engine.Name} engine does not tell what a push would send.", Look);
        return tally.ToFinding($"A push from this engine ({manifest?.Store}) sends {manifest?.MediaType}.");
    }
}
