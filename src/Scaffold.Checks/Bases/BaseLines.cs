using System.Text;
using Scaffold.Checks.Dockerfiles;
using Scaffold.Engine.Registry;

namespace Scaffold.Checks.Bases;

/// <summary>The images a Dockerfile is FROM, and the Dockerfile with digests written to them.</summary>
public sealed class BaseLines
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly byte[] _mark;
    private readonly string _text;

    private BaseLines(byte[] file)
    {
        // One letter a byte: what is not touched is written back as it was, whatever its encoding.
        _mark = file.AsSpan().StartsWith(Mark) ? Mark : [];
        _text = Encoding.Latin1.GetString(file.AsSpan(_mark.Length));
        var dockerfile = Dockerfile.Parse(_text);
        HasFrom = dockerfile.Stages.Count > 0;
        BaseSpots spots = new(_text, dockerfile);
        All = [.. dockerfile.Stages.Where(stage => stage.Parent is null && stage.Base is not "" && !stage.Base.Equals("scratch", StringComparison.OrdinalIgnoreCase)).Select(stage => Line(stage, spots))];
    }

    /// <summary>In order; stages and <c>scratch</c> are none.</summary>
    public IReadOnlyList<BaseLine> All { get; }

    public bool HasFrom { get; }

    public static BaseLines Read(byte[] file) => new(file);

    /// <summary>The file with these digests, each behind its tag.</summary>
    public byte[] With(IReadOnlyDictionary<BaseLine, string> digests) => Rewrite(digests.Keys, (line, name) => Pinned(name, digests[line]));

    /// <summary>The file without the digests that stand behind a tag.</summary>
    public byte[] WithoutDigests() => Rewrite(All.Where(line => line.Image is { Tag: not null, Digest: not null }), (_, name) => name[..name.IndexOf('@', StringComparison.Ordinal)]);

    /// <summary><c>name:tag@digest</c>; a name without a tag gets the one that Docker takes for it.</summary>
    internal static string Pinned(string name, string digest)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var plain = at < 0 ? name : name[..at];
        return $"{plain}{(ImagePath.Name(plain).Contains(':', StringComparison.Ordinal) ? "" : ":latest")}@{digest}";
    }

    // From the last to the first: a change moves what is behind it.
    private byte[] Rewrite(IEnumerable<BaseLine> lines, Func<BaseLine, string, string> name)
    {
        var text = _text;
        foreach (var line in lines.Where(line => line.Spot is not null).DistinctBy(line => line.Spot).OrderByDescending(line => line.Spot!.Value.Start))
        {
            var spot = line.Spot!.Value;
            text = text[..spot.Start] + name(line, text.Substring(spot.Start, spot.Length)) + text[spot.End..];
        }
        return [.. _mark, .. Encoding.Latin1.GetBytes(text)];
    }

    private static BaseLine Line(Stage stage, BaseSpots spots)
    {
        BaseLine line = new(stage.From.Line, stage.Base, ImageReference.Parse(stage.Base));
        if (line.Image is null)
            return line with { WhyNot = stage.Base.Contains('$', StringComparison.Ordinal) ? "it depends on a build argument that has no value here" : "it is not the name of an image" };
        var (spot, why) = spots.Of(stage.From);
        return line with { Spot = spot, WhyNot = why };
    }
}
