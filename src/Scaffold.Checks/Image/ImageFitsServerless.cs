using System.Globalization;

namespace Scaffold.Checks.Image;

/// <summary>The image is no larger than serverless inference takes. Other uses have no such limit, but pay for the pull.</summary>
internal sealed class ImageFitsServerless : ICheck
{
    public CheckInfo Info { get; } = new("C-25", "The image is at most 10 GB", Phase.Image, Profile.All, ["SLS-01", "IMG-04"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Compares the size that the engine tells, uncompressed, with 10 737 418 240 bytes.

            - Warns above it: only serverless inference has that limit. It never fails.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var limit = subject.Limits.Image;
        var size = (await subject.ConfigAsync(ct)).Size;
        var finding = size <= limit
            ? Finding.Pass($"The image has {Number(size)} bytes, of {Number(limit)}.")
            : Finding.Warn(
                $"The image has {Number(size)} bytes; serverless inference takes {Number(limit)} at most, and every start waits for the pull.",
                "Look at docker history IMAGE; keep compilers, caches and training data out of the last stage.");
        return finding with { Measured = new() { ["bytes"] = size, ["limitBytes"] = limit } };
    }

    private static string Number(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);
}
