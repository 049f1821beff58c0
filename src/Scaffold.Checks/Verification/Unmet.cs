namespace Scaffold.Checks.Verification;

/// <summary>Says why a check cannot run on a subject.</summary>
internal static class Unmet
{
    /// <summary>The skip of a check whose uses are neither declared nor seen.</summary>
    public static Finding UseOf(CheckInfo check)
    {
        var names = ProfileNames.NamesOf(check.Profiles);
        return Finding.Skip($"Judged for {string.Join(" and ", names)} only, which is not declared.", $"Declare it: --profile {names[0]}, or \"profiles\" in samples/verify.json.");
    }

    /// <summary>The skip of the first need that is not met; null when all are.</summary>
    public static Finding? NeedOf(CheckInfo check, Subject subject)
    {
        var needs = check.Needs;
        if (needs.HasFlag(Needs.Dockerfile) && subject.Directory is null)
            return Finding.Skip("There is only an image, no repository.", "Verify the repository: sagemaker-container verify PATH.");
        if (needs.HasFlag(Needs.Containers) && !subject.Engine.Can.Images)
            return Finding.Skip($"The {subject.Engine.Name} engine has no containers.", "Use an engine that has: --engine docker.");
        if (needs.HasFlag(Needs.Image) && subject.Image is null)
            return Finding.Skip("The image was not built.", "Mend the build.");
        if (needs.HasFlag(Needs.Channels) && subject.Samples.Channels is null)
            return Finding.Skip("No training data is declared.", "Declare it: --data CHANNEL=FOLDER, or channels in samples/verify.json.");
        return needs.HasFlag(Needs.Requests) && subject.Samples.Requests.Count == 0
            ? Finding.Skip("No sample request is declared.", "Declare one: --request FILE --content-type TYPE, or requests in samples/verify.json.")
            : null;
    }
}
