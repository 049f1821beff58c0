using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Static;

/// <summary>Folders below /opt/ml that SageMaker mounts: what an image holds there is hidden or in the way.</summary>
internal static class ReservedFolders
{
    public const string Root = "/opt/ml";

    /// <summary>The training toolkit's place for code, which AWS itself bakes: advised against only (TRN-12).</summary>
    public const string Code = "/opt/ml/code";

    public static IReadOnlyList<string> Mounted { get; } =
        ["/opt/ml/input", "/opt/ml/model", "/opt/ml/output", "/opt/ml/checkpoints", "/opt/ml/processing"];

    /// <summary>The mounted folder that a path lies in, or <see cref="Code"/>; null when it lies in none.</summary>
    public static string? Of(string path) =>
        Mounted.FirstOrDefault(folder => ImagePath.IsIn(path, folder)) ?? (ImagePath.IsIn(path, Code) ? Code : null);
}
