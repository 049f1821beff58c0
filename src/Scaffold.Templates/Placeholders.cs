using Scaffold.Core.Parameters;

namespace Scaffold.Templates;

/// <summary>Words that stand for values in pre-rendered files; <c>dotnet new</c> replaces them.</summary>
/// <remarks>Those of free texts are good values themselves, so that the renderer takes them like any other.</remarks>
internal static class Placeholders
{
    public const string Name = "NamePlaceholder7f3c";
    public const string Image = "nameplaceholder7f3c";
    public const string BaseImage = "base-image-placeholder-7f3c";
    public const string Region = "region-placeholder-7f3c";
    public const string Title = "title-placeholder-7f3c";
    public const string BuildImage = "build-image-placeholder-7f3c";
    public const string FrameworkImage = "framework-image-placeholder-7f3c";

    public const string InstanceType = "instance-type-placeholder-7f3c";
    public const string Hyperparameters = "sample-values-placeholder-7f3c";
    public const string LongHyperparameters = "unending-values-placeholder-7f3c";
    public const string SagemakerRegistry = "sagemaker-registry-placeholder-7f3c";

    public static readonly string[] Scopes = ["training", "inference"];

    public static string Program(string language) => language is Language.Python ? "program_placeholder_7f3c.py" : "program_placeholder_7f3c";

    public static string Parameter(string name) => $"{name}-choice-placeholder-7f3c";

    /// <param name="scope">training or inference.</param>
    public static string SagemakerRepository(string scope) => $"sagemaker-{scope}-repository-placeholder-7f3c";

    public static IEnumerable<string> All(string language) =>
    [
        Name, Image, BaseImage, Region, Title, BuildImage, FrameworkImage, InstanceType, Hyperparameters, LongHyperparameters, SagemakerRegistry, Program(language),
        .. Scopes.Select(SagemakerRepository),
        .. TemplateDefinition.Current.Parameters.Select(parameter => Parameter(parameter.Name)),
    ];

    /// <summary>What <see cref="Core.Planning.RepositoryPlan"/> prints in place of values, so that combinations that differ in a value alone share a file.</summary>
    public static IReadOnlyDictionary<string, string> StandIns(string based)
    {
        Dictionary<string, string> standIns = new()
        {
            ["title"] = Title,
            ["region"] = Region,
            ["parameters.region"] = Region,
            ["images.build"] = BuildImage,
            ["instance_type"] = InstanceType,
            ["hyperparameters"] = Hyperparameters,
            ["long_hyperparameters"] = LongHyperparameters,
        };
        foreach (var parameter in TemplateDefinition.Current.Parameters.Where(parameter => parameter is { IsChoice: true, Name: not "language" }))
            standIns[$"parameters.{parameter.Name}"] = Parameter(parameter.Name);
        foreach (var scope in Scopes)
        {
            if (based is "framework")
                standIns[$"images.{scope}"] = FrameworkImage;
            else if (based is "sagemaker")
                standIns[$"images.{scope}"] = $"{SagemakerRegistry}/{SagemakerRepository(scope)}";
        }
        return standIns;
    }
}
