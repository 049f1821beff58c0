using System.Text;
using System.Text.RegularExpressions;
using Scaffold.Checks.Dockerfiles;
using Scaffold.Engine;

namespace Scaffold.Checks.Image;

/// <summary>No library or tool of the NVIDIA driver lies where the host's are mounted.</summary>
internal sealed partial class NoDriverIsInTheImage : ICheck
{
    private const int LargestCache = 1 << 20;
    private const string Cache = "/etc/ld.so.cache";
    private const string Fix = "Take the driver out (nvidia-driver, libnvidia-compute, nvidia-utils, cuda-drivers); SageMaker mounts that of the host. Do not build where the NVIDIA runtime is the engine's default.";

    private static readonly string[] Folders =
        ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib", "/lib", "/usr/local/lib", "/usr/local/nvidia/lib64", "/usr/local/nvidia/lib"];

    private static readonly string[] Libraries = ["libcuda.so.1", "libnvidia-ml.so.1"];

    public CheckInfo Info { get; } = new("C-24", "No part of the NVIDIA driver is in the image", Phase.Image, Profile.All, ["GPU-01", "GPU-06"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Looks for libcuda.so.1 and libnvidia-ml.so.1 in the loader's folders, for both in its cache (/etc/ld.so.cache) under any version,
            and for nvidia-smi. Files below stubs/ and /usr/local/cuda*/compat are allowed. An empty file warns: it is what a build under the
            NVIDIA runtime leaves behind. A compat folder that ENV LD_LIBRARY_PATH always names warns: on a newer driver it breaks CUDA.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var config = await subject.ConfigAsync(ct);
        var files = await subject.FilesAsync(ct);
        Tally tally = new();
        foreach (var file in await FindAsync(config, files, ct))
        {
            tally.Evidence.Add($"{file.Path}: {file.Size} bytes");
            if (file.Size > 0)
                tally.Fail($"{file.Path} is a part of the NVIDIA driver ({file.Size} bytes), and is in the way of the host's.", Fix);
            else
                tally.Warn($"{file.Path} is empty: what the NVIDIA runtime leaves of a build, and may refuse to mount over.", Fix);
        }
        if (config.Environment.GetValueOrDefault("LD_LIBRARY_PATH")?.Split(':').FirstOrDefault(folder => Compat().IsMatch(folder)) is { } compat)
        {
            const string Remedy = "Prepend it when the container starts, and only if it is newer than the host's driver (/proc/driver/nvidia/version).";
            var message = $"LD_LIBRARY_PATH names {compat} on every host: with a newer driver than that, CUDA does not start.";
            if ((await Dockerfile.OfAsync(subject, ct))?.WhereSet("ENV", "LD_LIBRARY_PATH") is { } at)
                tally.Warn(at, message, Remedy);
            else
                tally.Warn(message, Remedy);
        }
        return tally.ToFinding("No library and no tool of the NVIDIA driver is in the image.");
    }

    private static async Task<IReadOnlyList<ImageFile>> FindAsync(ImageConfig config, IImageFiles files, CancellationToken ct)
    {
        var cache = Encoding.Latin1.GetString(await files.ReadAsync(Cache, LargestCache, ct) ?? []);
        var paths = Folders.SelectMany(folder => Libraries.Select(name => $"{folder}/{name}")).Concat(Cached().Matches(cache).Select(match => match.Value)).Distinct();
        List<ImageFile> found = [];
        foreach (var path in paths)
        {
            if (!IsAllowed(path) && await files.StatAsync(path, ct) is { IsDirectory: false } file && !IsAllowed(file.Path))
                found.Add(file);
        }
        if (await new ImagePrograms(config, files).FindAsync("nvidia-smi", ct) is { } tool)
            found.Add(tool);
        return [.. found.DistinctBy(file => file.Path)];
    }

    private static bool IsAllowed(string path) => path.Contains("/stubs/", StringComparison.Ordinal) || Compat().IsMatch(path);

    [GeneratedRegex(@"^/usr/local/cuda[^/]*/compat(/|$)")]
    private static partial Regex Compat();

    [GeneratedRegex(@"/[\w./+-]{1,200}/(libcuda|libnvidia-ml)\.so\.[\d.]+")]
    private static partial Regex Cached();
}
