using System.Text.RegularExpressions;
using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Static;

/// <summary>Finds packages of the NVIDIA driver among those that a RUN instruction installs.</summary>
internal static partial class DriverPackages
{
    private static readonly HashSet<string> Managers = ["apt", "apt-get", "aptitude", "yum", "dnf", "microdnf", "tdnf", "zypper", "apk"];
    private static readonly HashSet<string> CondaManagers = ["conda", "mamba", "micromamba"];
    private static readonly HashSet<string> Verbs = ["install", "add", "reinstall", "groupinstall", "localinstall", "in"];

    public static IEnumerable<DriverPackage> In(Step step, char escape)
    {
        foreach (var command in RunCommands.In(step, escape))
        {
            List<string> words = [.. RunCommands.Program(command)];
            var program = words.Count == 0 ? "" : ImagePath.Name(words[0]);
            if (Installer().IsMatch(string.Join(' ', command)))
                yield return new(command.First(word => Installer().IsMatch(word)), IsCertain: true);
            foreach (var name in Installed(program, words).Select(word => Version().Replace(ImagePath.Name(word), "")))
            {
                if (Driver().IsMatch(name))
                    yield return new(name, IsCertain: true);
                else if (!CondaManagers.Contains(program) && Meta().IsMatch(name)) // conda's cuda holds no driver
                    yield return new(name, IsCertain: false);
            }
        }
    }

    private static IEnumerable<string> Installed(string program, List<string> words)
    {
        if (program is "dpkg" or "rpm")
            return words.Skip(1).Where(word => word.EndsWith(".deb", StringComparison.Ordinal) || word.EndsWith(".rpm", StringComparison.Ordinal));
        var verb = Managers.Contains(program) || CondaManagers.Contains(program) ? words.FindIndex(Verbs.Contains) : -1;
        return verb < 0 ? [] : words.Skip(verb + 1).Where(word => !word.StartsWith('-'));
    }

    [GeneratedRegex(@"^(nvidia-(driver|utils|headless|dkms|kernel|open|compute-utils|smi|modprobe)|libnvidia-(compute|ml1|cfg1|gl|encode|decode)|libcuda1|cuda-drivers?(?!-dev)|xserver-xorg-video-nvidia|xorg-x11-drv-nvidia|akmod-nvidia|kmod-nvidia)")]
    private static partial Regex Driver();

    /// <summary>Packages of NVIDIA's repository that want the driver; cuda-toolkit and cuda-libraries do not.</summary>
    [GeneratedRegex(@"^cuda(-runtime|-demo-suite)?(-\d+-\d+)?$")]
    private static partial Regex Meta();

    [GeneratedRegex(@"NVIDIA-Linux-[\w.-]+\.run\b")]
    private static partial Regex Installer();

    /// <summary><c>=535.54-1</c>, <c>:amd64</c>, <c>_535.54_amd64.deb</c>.</summary>
    [GeneratedRegex(@"[=:_<>~].*$|\.(deb|rpm)$")]
    private static partial Regex Version();
}

/// <summary>A package that is or wants the driver.</summary>
/// <param name="IsCertain">False for one that only depends on it in NVIDIA's own repository.</param>
internal sealed record DriverPackage(string Name, bool IsCertain);
