namespace Scaffold.Core.Catalog.Images;

/// <summary>What an image of AWS is asked for; a null is left open.</summary>
/// <param name="Framework">A framework of the catalogue, such as <c>pytorch</c> or <c>huggingface</c>.</param>
/// <param name="Region">An AWS region, such as <c>eu-west-1</c>.</param>
public sealed record ImageRequest(string Framework, string Region)
{
    public string? Version { get; init; }

    /// <summary>As tags write it, such as <c>py312</c>.</summary>
    public string? Python { get; init; }

    /// <summary>Such as <c>ml.g5.xlarge</c>.</summary>
    public string? InstanceType { get; init; }

    /// <summary><c>cpu</c> or <c>gpu</c>, instead of an instance type.</summary>
    public string? Device { get; init; }

    /// <summary><c>training</c>, <c>inference</c>, or another scope that the framework has.</summary>
    public string? Scope { get; init; }

    /// <summary>huggingface only, such as <c>pytorch2.6.0</c>.</summary>
    public string? BaseFrameworkVersion { get; init; }

    /// <summary>The end of a tag, such as <c>cu124-ubuntu22.04-sagemaker</c>.</summary>
    public string? ContainerVersion { get; init; }

    /// <summary>Training runs under SageMaker's own distribution libraries (smdistributed).</summary>
    public bool SmDistributed { get; init; }
}
