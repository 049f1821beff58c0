using Scaffold.Core.Regeneration;

namespace Scaffold.Checks.Bases;

/// <summary>The digests that <c>images pin</c> wrote behind the tags of a Dockerfile: a new tag of the template is no conflict with them.</summary>
public sealed class PinOverlay : IOverlay
{
    public string Path => BaseFile.Name;

    public ReadOnlyMemory<byte> Lift(ReadOnlyMemory<byte> content)
    {
        if (content.Span.IndexOf("@sha256:"u8) < 0)
            return content;
        var lifted = BaseLines.Read(content.ToArray()).WithoutDigests();
        return content.Span.SequenceEqual(lifted) ? content : lifted;
    }

    public ReadOnlyMemory<byte> Lay(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> merged)
    {
        var digests = BaseLines.Read(before.ToArray()).All
            .Where(line => line.Image is { Tag: not null, Digest: not null })
            .GroupBy(line => line.Tagged)
            .ToDictionary(group => group.Key, group => group.First().Image!.Digest!);
        var lines = BaseLines.Read(merged.ToArray());
        return lines.With(lines.All.Where(line => line.Image is { Digest: null } && digests.ContainsKey(line.Tagged)).ToDictionary(line => line, line => digests[line.Tagged]));
    }
}
