namespace Scaffold.Core.Catalog.Images;

/// <summary>What a person should hear about an image that was found, since it is not just what was asked for.</summary>
internal static class Notes
{
    public static IEnumerable<string> Of(Selection chosen, bool? listed)
    {
        var request = chosen.Request;
        if (request.Scope is { } scope && scope != chosen.Scope)
            yield return chosen.Scope == ScopeSection.Arm
                ? $"{request.InstanceType} is Arm: the image is for {chosen.Scope}, not {scope}."
                : $"{request.Framework} has only the scope {chosen.Scope}; {scope} was not looked at.";
        if (request.Python is not null && chosen.Python is null)
            yield return $"Tags of {chosen.Repository} name no Python; {request.Python} was not looked at.";
        if (request.ContainerVersion is { } asked && chosen.OwnContainerVersion is { } own && asked != own)
            yield return $"This image has the container version {own}; {asked} was not looked at.";
        else if (request.ContainerVersion is not null && listed is null)
            yield return $"No list names the container versions of {chosen.Repository}; {request.ContainerVersion} was taken as it is.";
        if (listed is false)
            yield return $"AWS's lists have version {chosen.Version.Full} of {chosen.Repository}, but not this tag; the SageMaker SDK makes it all the same.";
    }
}
