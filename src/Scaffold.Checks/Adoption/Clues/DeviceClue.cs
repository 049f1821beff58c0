using System.Text.RegularExpressions;

namespace Scaffold.Checks.Adoption.Clues;

/// <summary>The device: an image for GPUs names CUDA somewhere.</summary>
internal static partial class DeviceClue
{
    public static IEnumerable<Proposal> In(Evidence evidence)
    {
        var file = evidence.Files.Dockerfile;
        foreach (var stage in evidence.Files.Stage?.Chain ?? [])
        {
            if (Gpu().IsMatch(stage.Base))
                yield return new("device", "gpu", $"is FROM {stage.Base}", file.At(stage.From));
        }
        if (evidence.Packages.FirstOrDefault(package => GpuPackage().IsMatch(package.Text)) is { } named)
            yield return new("device", "gpu", $"names {named.Text}", named.Where);
        if (file.WhereSet("ENV", "NVIDIA_VISIBLE_DEVICES") is { } variable)
            yield return new("device", "gpu", "sets NVIDIA_VISIBLE_DEVICES", variable);
        if (evidence.Files.Find(path => path is "Dockerfile" || path.EndsWith("requirements.txt", StringComparison.Ordinal), GpuIndex()) is { } index)
            yield return new("device", "gpu", "takes packages for CUDA", index);
        yield return new("device", "cpu", "no base image and no package is for CUDA");
    }

    [GeneratedRegex(@"cuda|(^|[-_.:/])gpu([-_.:/]|$)|cudnn|nvidia", RegexOptions.IgnoreCase)]
    private static partial Regex Gpu();

    [GeneratedRegex(@"gpu\b|and-cuda|\+cu\d|-cu\d\d|-cuda|cuda-|^nvidia-", RegexOptions.IgnoreCase)]
    private static partial Regex GpuPackage();

    [GeneratedRegex(@"whl/cu\d")]
    private static partial Regex GpuIndex();
}
