using Scaffold.Core.Catalog.Images;

namespace Scaffold.Core.Catalog;

/// <summary>AWS's prebuilt image of a framework, as frameworks.json chooses it.</summary>
/// <param name="Repository">With the tag.</param>
/// <param name="Registries">Host by region, for every region that has it.</param>
public sealed record PrebuiltImages(string Repository, IReadOnlyDictionary<string, string> Registries)
{
    /// <param name="scope">training or inference.</param>
    /// <exception cref="Problems.UserErrorException">The region has no such image.</exception>
    public static string Uri(Framework framework, string device, string scope, string region) =>
        ImageCatalog.Resolve(Request(framework, device, scope, region)).Uri;

    public static PrebuiltImages Of(Framework framework, string device, string scope)
    {
        var request = Request(framework, device, scope, "us-east-1");
        var image = ImageCatalog.Resolve(request);
        return new($"{image.Repository}:{image.Tag}",
            ImageCatalog.Accounts(request).ToDictionary(entry => entry.Key, entry => $"{entry.Value}.dkr.{ImageCatalog.HostOf(entry.Key)}"));
    }

    private static ImageRequest Request(Framework framework, string device, string scope, string region) => new(framework.Name, region)
    {
        Version = framework.Sagemaker!.Version(scope),
        Python = framework.Sagemaker.Py(scope),
        BaseFrameworkVersion = framework.Sagemaker.BaseFramework(scope),
        Device = device,
        Scope = scope,
    };
}
