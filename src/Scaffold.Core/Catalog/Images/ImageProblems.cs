using Scaffold.Core.Parameters;
using Scaffold.Core.Problems;

namespace Scaffold.Core.Catalog.Images;

/// <summary>Every way in which a request can name an image that does not exist.</summary>
internal static class ImageProblems
{
    public static UserErrorException UnknownFramework(string framework, IEnumerable<string> good) =>
        Of("SM020", $"There is no framework '{Printable.Of(framework)}' in the catalogue.", "--framework",
            $"Use --framework {Nearest.To(framework, good)}; `sagemaker-container images list` names them all.");

    public static UserErrorException OnlyListed(string framework) =>
        Of("SM020", $"No rule makes an address for {framework}, though its images are listed.", "--framework", $"Take the repository and a tag from `sagemaker-container images list --framework {framework}`.");

    public static UserErrorException NotOnTrainium(string framework, string instance) =>
        Of("SM021", $"{Printable.Of(framework)} has no image that is chosen by the Trainium instance type '{Printable.Of(instance)}'.", "--instance-type",
            "Use --framework pytorch, or huggingface-neuronx without an instance type.");

    public static UserErrorException NotOnArm(string framework, string instance, IEnumerable<string> good) =>
        Of("SM021", $"{Printable.Of(framework)} has no image for Arm, and '{Printable.Of(instance)}' is Arm (Graviton); {List(good)} have.", "--instance-type",
            "Use an instance type with x86-64 processors, such as ml.m5.xlarge.");

    public static UserErrorException UnknownScope(string framework, string? scope, IEnumerable<string> good) =>
        Of("SM022", scope is null ? $"{framework} has an image per scope: {List(good)}." : $"{framework} has no scope '{Printable.Of(scope)}'; good are {List(good)}.", "--scope",
            $"Use --scope {Nearest.To(scope ?? "training", good)}.");

    public static UserErrorException NoVersion(string framework, string newest) =>
        Of("SM023", $"{framework} needs a version: its newest cannot be told safely.", "--version", $"Use --version {newest}, or another that `images list --framework {framework}` names.");

    public static UserErrorException UnknownVersion(string framework, string? scope, string version, IReadOnlyList<string> good, IEnumerable<string> aliases) =>
        Of("SM023", $"{framework} {scope} has no version '{Printable.Of(version)}'; good are {List(good)}.", "--version",
            good is [""] ? "Leave --version out: this image has none." : $"Use --version {Nearest.To(version, [.. good, .. aliases])}.");

    public static UserErrorException UnknownBase(string framework, string version, string? asked, IEnumerable<string> good) =>
        Of("SM024", asked is null
                ? $"{framework} {version} comes on more than itself: {List(good)}."
                : $"{framework} {version} does not come on '{Printable.Of(asked)}'; good are {List(good)}.", "--base-framework-version",
            $"Use --base-framework-version {Nearest.To(asked ?? "pytorch", good)}.");

    public static UserErrorException NoPython(string framework, string version, IEnumerable<string> good) =>
        Of("SM025", $"{framework} {version} has images for {List(good)}.", "--py", $"Use --py {good.Last()}.");

    public static UserErrorException UnknownPython(string framework, string version, string python, IEnumerable<string> good) =>
        Of("SM025", $"{framework} {version} has no image for Python '{Printable.Of(python)}'; good are {List(good)}.", "--py", $"Use --py {Nearest.To(python, good)}.");

    public static UserErrorException UnknownRegion(string region, string repository, IEnumerable<string> good) =>
        Of("SM026", $"{(Partitions.Regions.Contains(region) ? $"Region {region} does not hold {repository}" : $"There is no region '{Printable.Of(region)}' with {repository}")}; good are {List(good)}.",
            "--region", $"Use --region {Nearest.To(region, good)}.");

    public static UserErrorException NoInstance(string framework, IEnumerable<string> processors) =>
        Of("SM027", $"{framework} has an image per processor: {List(processors)}.", "--instance-type", "Use --instance-type, such as ml.m5.xlarge, or --device cpu.");

    public static UserErrorException BadInstance(string instance) =>
        Of("SM028", $"'{Printable.Of(instance)}' is no instance type.", "--instance-type",
            $"Use the form ml.FAMILY.SIZE{(instance.StartsWith("ml", StringComparison.Ordinal) ? ", such as ml.m5.xlarge" : $", such as ml.{Printable.Of(instance)}")}.");

    public static UserErrorException UnknownDevice(string device) =>
        Of("SM028", $"'{Printable.Of(device)}' is no device; good are cpu, gpu.", "--device", $"Use --device {Nearest.To(device, ["cpu", "gpu"])}.");

    public static UserErrorException UnknownProcessor(string framework, InstanceType instance, string processor, IReadOnlyList<string> good) =>
        Of("SM029", $"This image of {framework} is not there for {processor}{(processor == instance.Given ? "" : $" ({Printable.Of(instance.Given)})")}; good are {List(good)}.", instance.Option,
            good[0] is "cpu" or "gpu" ? $"Use --device {good[0]}, or an instance type that has it." : $"Use an instance type of the family {good[0]}.");

    public static UserErrorException UnknownContainerVersion(string repository, string asked, IEnumerable<string> good) =>
        Of("SM030", good.Any()
                ? $"No list has this image of {repository} with the container version '{Printable.Of(asked)}'; good are {List(good)}."
                : $"No list has this image of {repository} with a container version, such as '{Printable.Of(asked)}'.", "--container-version",
            good.Any() ? $"Use --container-version {Nearest.To(asked, good)}, or leave it out." : "Leave --container-version out.");

    public static UserErrorException NotOnP2(string framework, string version, string instance) =>
        Of("SM031", $"{framework} {version} does not run on p2 ({Printable.Of(instance)}): its CUDA no longer drives those GPUs.", "--instance-type", "Use --instance-type ml.g5.xlarge, or an older version.");

    public static UserErrorException NotArm(string framework, string instance) =>
        Of("SM032", $"The scope inference_graviton of {framework} is for Arm, and '{Printable.Of(instance)}' is not.", "--instance-type", "Use --instance-type ml.c7g.xlarge, or --scope inference.");

    private static UserErrorException Of(string code, string what, string where, string fix) => new(new(code, what, where, fix, ExitCode.Usage));

    private static string List(IEnumerable<string> good) => string.Join(", ", good);
}
