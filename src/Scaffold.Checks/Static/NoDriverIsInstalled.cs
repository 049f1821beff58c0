using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Static;

/// <summary>No RUN installs the NVIDIA driver: the host brings its own, and one in the image does not fit it.</summary>
internal sealed class NoDriverIsInstalled : ICheck
{
    public CheckInfo Info { get; } = new("C-06", "No NVIDIA driver is installed", Phase.Static, Profile.All, ["GPU-01"])
    {
        Details = """
            Reads the packages that RUN installs with apt, yum, dnf, apk, zypper, conda, dpkg or rpm, in the last stage and the stages it is
            FROM; of an image alone its history. Fails for packages of the driver (nvidia-driver, libnvidia-compute, nvidia-utils,
            cuda-drivers and their kin) and for NVIDIA's own installer. Warns for cuda, cuda-12-4 and cuda-runtime, which depend on the
            driver in NVIDIA's repository; cuda-toolkit and cuda-libraries do not.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (await Dockerfile.OrHistoryAsync(subject, ct) is not { FinalStage: { } stage } file)
            return Finding.Skip("There is no Dockerfile with a FROM, and no history of an image.");
        Tally tally = new();
        foreach (var step in stage.Steps.Where(step => step.Instruction.Keyword == "RUN"))
        {
            var at = file.At(step.Instruction);
            foreach (var package in DriverPackages.In(step, file.Escape).Distinct())
            {
                tally.Evidence.Add($"{at}: {package.Name}");
                if (package.IsCertain)
                    tally.Fail(at, $"RUN installs {package.Name}, a part of the NVIDIA driver; SageMaker mounts that of the host.", "Take it out: libraries of CUDA alone are enough, such as cuda-libraries-12-4 or what PyTorch's wheels bring.");
                else
                    tally.Warn(at, $"RUN installs {package.Name}, which brings the NVIDIA driver along.", "Install cuda-toolkit or cuda-libraries of that version in its place.");
            }
        }
        return tally.ToFinding("No RUN installs a package of the NVIDIA driver.");
    }
}
