using Scaffold.Core.Catalog;
using Scaffold.Core.Parameters;

namespace Scaffold.Core.Rendering;

/// <summary>The images of a Dockerfile's FROM lines, as the parameter <c>base</c> chooses them.</summary>
/// <param name="Build">Of the stage that compiles.</param>
/// <param name="Training">Of the stage that trains, or does both.</param>
/// <param name="Facts">What is known of the last two.</param>
internal sealed record BaseImages(string Build, string Training, string Inference, BaseImage Facts)
{
    private static readonly KeyValuePair<string, string>[] Nvidia = // GPU-01
        [new("NVIDIA_VISIBLE_DEVICES", "all"), new("NVIDIA_DRIVER_CAPABILITIES", "compute,utility")];

    // AWS's images name a program of their own, which would come before SAGEMAKER_PROGRAM (TK-05).
    private static readonly KeyValuePair<string, string>[] NoTrainingModule = [new("SAGEMAKER_TRAINING_MODULE", "")];

    public static BaseImages For(Answers answers, Framework framework)
    {
        var image = framework.Image.For(answers["proxy"]);
        var build = image.Build.Length > 0 ? image.Build : image.Name;
        var (training, inference, facts) = answers["base"] switch
        {
            "explicit" => (answers["base-image"], answers["base-image"], Explicit(answers["base-image"])),
            "sagemaker" => (Sagemaker(answers, framework, "training"), Sagemaker(answers, framework, "inference"), Sagemaker()),
            _ => (image.Name, image.Name, image),
        };
        if (answers["device"] is "gpu" && !facts.HasNvidia)
            facts = facts with { Variables = [.. facts.Variables, .. Nvidia] };
        return new(build, training, inference, facts);
    }

    // Nothing is known of it: what might be in the way is set right.
    private static BaseImage Explicit(string name) => new(name) { Brings = true, HasEntrypoint = true, HasUser = true };

    private static BaseImage Sagemaker() => new("") { Brings = true, HasEntrypoint = true, HasNvidia = true, Variables = NoTrainingModule };

    // A scope that the role does not use may have no image on this device.
    private static string Sagemaker(Answers answers, Framework framework, string scope) => answers["role"] is "separate" || (scope is "training") == answers.Trains
        ? PrebuiltImages.Uri(framework, answers["device"], scope, answers["region"])
        : "";
}
