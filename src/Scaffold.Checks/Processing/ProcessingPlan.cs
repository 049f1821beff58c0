using System.Text.Json.Nodes;
using Scaffold.Engine;

namespace Scaffold.Checks.Processing;

/// <summary>A processing job as its request describes it; checks change one thing at a time.</summary>
internal sealed record ProcessingPlan
{
    public required IReadOnlyDictionary<string, IReadOnlyList<FolderFile>> Inputs { get; init; }
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>Replaces the image's CMD; null keeps it (PRC-01).</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>Replaces the image's ENTRYPOINT and drops its CMD; null keeps both.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>The declared job.</summary>
    public static ProcessingPlan For(Samples samples)
    {
        var declared = samples.Processing
            ?? throw new PrerequisiteException(null, "no processing job is declared", "Declare it: \"processing\" in samples/verify.json, with inputs, outputs and arguments.");
        return new() { Inputs = declared.Inputs, Outputs = declared.Outputs, Arguments = declared.Arguments };
    }

    /// <summary>The two files of /opt/ml/config (PRC-04).</summary>
    public IReadOnlyList<FolderFile> ConfigFiles(string image, IReadOnlyDictionary<string, string> environment) =>
    [
        FolderFile.Text("processingjobconfig.json", Request(image, environment).ToJsonString()),
        FolderFile.Text("resourceconfig.json", """{"current_host": "algo-1", "hosts": ["algo-1"]}"""),
    ];

    private JsonObject Request(string image, IReadOnlyDictionary<string, string> environment)
    {
        JsonObject application = new() { ["ImageUri"] = image };
        if (Entrypoint is not null)
            application["ContainerEntrypoint"] = List(Entrypoint);
        if (Arguments is not null)
            application["ContainerArguments"] = List(Arguments);
        return new()
        {
            ["ProcessingJobArn"] = "arn:aws:sagemaker:us-east-1:123456789012:processing-job/verify-processing",
            ["ProcessingJobName"] = "verify-processing",
            ["AppSpecification"] = application,
            ["Environment"] = new JsonObject(environment.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["ProcessingInputs"] = new JsonArray([.. Inputs.Keys.Select(place => new JsonObject
            {
                ["InputName"] = ProcessingPlaces.Name(place),
                ["S3Input"] = new JsonObject { ["LocalPath"] = ProcessingPlaces.Input(place), ["S3DataType"] = "S3Prefix", ["S3InputMode"] = "File" },
            })]),
            ["ProcessingOutputConfig"] = new JsonObject([KeyValuePair.Create("Outputs", (JsonNode?)OutputList())]),
        };
    }

    private JsonArray OutputList() => new([.. Outputs.Select(place => new JsonObject
    {
        ["OutputName"] = ProcessingPlaces.Name(place),
        ["S3Output"] = new JsonObject { ["LocalPath"] = ProcessingPlaces.Output(place), ["S3UploadMode"] = "EndOfJob" },
    })]);

    private static JsonArray List(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)word)]);
}
