namespace Scaffold.Core.Catalog.Images;

/// <summary>From a request to an image, in the order of rules §2, which decides the error when several things are wrong.</summary>
internal static class ImageResolver
{
    public static ResolvedImage Resolve(ImageRequest request)
    {
        var chosen = Choose(request);
        if (chosen.Name.Config is "sagemaker-base-python")
            return BasePython.Resolve(request, chosen);

        var account = AccountOf(chosen);
        var host = Partitions.HostOf(request.Region)!;
        var config = CatalogFile.Section("frameworks").GetProperty(chosen.Name.Config);
        chosen = chosen with { Processor = ProcessorChoice.Choose(request.Framework, chosen.Section, chosen.Entry, chosen.Instance) };
        if (chosen.Instance.Family is "p2" && LacksP2(chosen.Name.Framework, chosen.Version.Given))
            throw ImageProblems.NotOnP2(request.Framework, chosen.Version.Given, chosen.Instance.Text!);

        var tag = TagText.Of(chosen, full: false);
        var fullTag = TagText.Of(chosen, full: true);
        ContainerVersions.Check(chosen, fullTag, config.FindText("containerVersionPattern"));
        KnownTags known = new(chosen.Repository);
        var listed = known.Have(fullTag, TagText.PrefixOf(chosen, full: true));
        return new(account, request.Region, host, chosen.Repository, tag)
        {
            Framework = request.Framework,
            Version = chosen.Version.Full,
            Scope = chosen.Scope,
            Processor = chosen.Name.Tool ?? chosen.Processor,
            Python = chosen.Python,
            Status = config.Text("status"),
            EndOfPatching = known.EndOfPatching(chosen.Version.Full),
            Listed = listed,
            Notes = [.. Notes.Of(chosen, listed)],
        };
    }

    /// <summary>All that does not depend on the region: what rules §3 to §7 choose.</summary>
    public static Selection Choose(ImageRequest request)
    {
        var instance = InstanceType.Of(request);
        var name = ConfigName.For(request.Framework, instance);
        var frameworks = CatalogFile.Section("frameworks");
        if (frameworks.Find(name.Config) is not { } config)
            throw ImageCatalog.Names.Contains(name.Config) ? ImageProblems.OnlyListed(name.Config) : ImageProblems.UnknownFramework(request.Framework, ImageCatalog.Frameworks);
        var asked = name.RunsOnArm && instance.IsArm
            ? ScopeSection.Arm
            : request.Scope ?? (name.Config is "xgboost" or "sklearn" ? "training" : null);
        var section = ScopeSection.Choose(request.Framework, config, asked);
        var version = Versions.Choose(name.Framework, section, request.Version);
        var below = BaseFramework.Choose(request.Framework, version, request.BaseFrameworkVersion);
        var python = PythonChoice.Choose(request.Framework, version.Given, below?.Entry ?? version.Entry, request.Python);
        return new(request, name, instance, section, version, below, python.Python, python.Entry);
    }

    private static string AccountOf(Selection chosen) =>
        Registry.AccountOf(chosen.Registry, chosen.Request.Region)
        ?? throw ImageProblems.UnknownRegion(chosen.Request.Region, chosen.Repository, Registry.ByRegion(chosen.Registry).Keys);

    private static bool LacksP2(string framework, string version) => framework switch
    {
        "pytorch" => Versions.Compare(version, "1.13") >= 0,
        "tensorflow" => Versions.Compare(version, "2.12") >= 0,
        _ => false,
    };
}
