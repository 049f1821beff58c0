using System.Text.Json;
using Scaffold.Core.Catalog.Images;

namespace Scaffold.Tests.Images;

/// <summary>A line of tests/images/*.json: a request, and the address or the kind of error it must come to.</summary>
internal sealed record ImageRow(string Text, ImageRequest Request, string? Uri, string? Error)
{
    private static readonly Dictionary<string, string> Codes = new()
    {
        ["unknown_framework"] = "SM020",
        ["hardware"] = "SM021",
        ["unsupported_scope"] = "SM022",
        ["unsupported_version"] = "SM023",
        ["unsupported_base_framework"] = "SM024",
        ["unsupported_py_version"] = "SM025",
        ["unsupported_region"] = "SM026",
        ["missing_instance_type"] = "SM027",
        ["invalid_instance_type"] = "SM028",
        ["unsupported_processor"] = "SM029",
        ["unsupported_container_version"] = "SM030",
        ["p2"] = "SM031",
        ["unsupported_instance_family"] = "SM032",
    };

    public static IReadOnlyList<ImageRow> In(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "tests/images", file)));
        return [.. json.RootElement.EnumerateArray().Select(Read)];
    }

    /// <summary>The address or the code of the error.</summary>
    public string Expected => Uri ?? Codes[Error!];

    private static ImageRow Read(JsonElement row)
    {
        string? Of(string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;
        return new(row.GetRawText(), new(Of("framework")!, Of("region")!)
        {
            Version = Of("version"),
            Python = Of("py"),
            InstanceType = Of("instanceType"),
            Device = Of("device"),
            Scope = Of("scope"),
            BaseFrameworkVersion = Of("baseFrameworkVersion"),
            ContainerVersion = Of("containerVersion"),
            SmDistributed = Of("distribution") is not null,
        }, Of("uri"), Of("error"));
    }
}
