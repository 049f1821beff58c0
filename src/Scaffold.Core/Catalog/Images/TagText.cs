namespace Scaffold.Core.Catalog.Images;

/// <summary>Puts a tag together, rules §11 and §13.</summary>
internal sealed record TagText(string Prefix, string? Processor, string? Python, string? ContainerVersion)
{
    public override string ToString() =>
        string.Join('-', new[] { Prefix, Processor, Python, ContainerVersion }.Where(part => !string.IsNullOrEmpty(part)));

    /// <param name="full">The tag with every alias spelled out, as lists of tags have it.</param>
    public static string Of(Selection chosen, bool full)
    {
        if (FixedArm(chosen) is { } tag)
            return tag;
        TagText text = new(PrefixOf(chosen, full), chosen.Name.Tool ?? chosen.Processor, chosen.Python, ContainerVersionOf(chosen));
        var plain = text.ToString();
        if (AutoContainerVersion(chosen, plain) is { } added)
            return $"{plain}-{added}";
        return chosen.Name.Framework is "sagemaker-tritonserver" && plain.EndsWith("-gpu", StringComparison.Ordinal) ? plain[..^"-gpu".Length] : plain;
    }

    /// <summary>The tag as far as it names versions.</summary>
    public static string PrefixOf(Selection chosen, bool full)
    {
        if (chosen.Base is not { } below)
            return chosen.Entry.FindText("tagPrefix") ?? (full ? chosen.Version.Full : chosen.Version.Given);
        full |= chosen.Repository.StartsWith("huggingface-pytorch-inference-neuron", StringComparison.Ordinal);
        return $"{BaseFramework.Number(full ? below.Full : below.Given)}-transformers{(full ? chosen.Version.Full : chosen.Version.Given)}";
    }

    private static string? FixedArm(Selection chosen)
    {
        if (chosen.Scope != ScopeSection.Arm || chosen.Name.Framework is not ("xgboost" or "sklearn"))
            return null;
        if (chosen.Instance.Family is not "" && !chosen.Instance.IsArm)
            throw ImageProblems.NotArm(chosen.Name.Framework, chosen.Instance.Text!);
        return chosen.Name.Framework is "sklearn" ? $"{chosen.Version.Full}-arm64-cpu-py3" : $"{chosen.Version.Full}-arm64";
    }

    private static string? ContainerVersionOf(Selection chosen)
    {
        var version = chosen.OwnContainerVersion ?? chosen.Request.ContainerVersion;
        if (chosen.Entry.Texts("neuronSdk").Max(StringComparer.Ordinal) is { } sdk)
            version = version is null ? sdk : $"{sdk}-{version}";
        return chosen.Repository == $"{chosen.Name.Framework}-inference-graviton" ? $"{version}-sagemaker" : version;
    }

    private static string? AutoContainerVersion(Selection chosen, string tag) =>
        chosen.Instance.Text is not null && (chosen.Instance.Family is "p4d" || chosen.Request.SmDistributed)
            ? CatalogFile.Section("autoContainerVersions").FindText($"{chosen.Name.Framework}-{tag}")
            : null;
}
