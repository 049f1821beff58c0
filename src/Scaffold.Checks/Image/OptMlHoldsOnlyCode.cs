using Scaffold.Checks.Static;

namespace Scaffold.Checks.Image;

/// <summary>/opt/ml in the image holds nothing but <c>code/</c>: SageMaker mounts over the rest.</summary>
internal sealed class OptMlHoldsOnlyCode : ICheck
{
    private const int Most = 10_000;
    private const string Fix = "Put it elsewhere, such as /opt/program, and make no folders below /opt/ml: SageMaker does.";

    public CheckInfo Info { get; } = new("C-14", "/opt/ml holds only code", Phase.Image, Profile.All, ["TRN-11"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Lists what the image holds below `/opt/ml`, `code/` aside: at most 10 000 entries.

            - Fails: a file, which SageMaker's mounts hide.
            - Warns: only empty folders.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (!EntryPrograms.ShowsImage(subject))
            return Finding.Skip("This engine shows no files of images.", "Run with a Docker engine.");
        var files = await subject.FilesAsync(ct);
        List<string> baked = [], folders = [];
        foreach (var path in (await files.ListAsync(ReservedFolders.Root, Most, ct)).Select(path => path.TrimEnd('/')).Where(path => path != "code" && !path.StartsWith("code/", StringComparison.Ordinal)))
        {
            var full = $"{ReservedFolders.Root}/{path}";
            (await files.StatAsync(full, ct) is { IsDirectory: true } ? folders : baked).Add(full);
        }
        Tally tally = new();
        tally.Measured["files"] = baked.Count;
        tally.Evidence.AddRange(baked.Concat(folders).Take(20));
        if (baked.Count > 0)
            tally.Fail($"{baked[0]}{Others(baked.Count)} in the image: what SageMaker mounts at /opt/ml hides it.", Fix);
        else if (folders.Count > 0)
            tally.Warn($"{folders[0]}{Others(folders.Count)} in the image as an empty folder.", Fix);
        return tally.ToFinding("The image holds nothing below /opt/ml but code.");
    }

    private static string Others(int count) => count == 1 ? " is" : $" and {count - 1} more are";
}
