using System.Text.Json.Nodes;
using Scaffold.Core.Parameters;

namespace Scaffold.Templates;

/// <summary>What command line and IDE show of the template.</summary>
internal static class HostJson
{
    public static byte[] CommandLine()
    {
        JsonObject symbols = [];
        foreach (var parameter in TemplateDefinition.Current.Parameters.Where(p => p.Name != "language"))
            symbols[parameter.Name] = new JsonObject { ["longName"] = parameter.Name, ["shortName"] = parameter.ShortName ?? "" };
        return Json.Bytes(new()
        {
            ["$schema"] = "https://json.schemastore.org/dotnetcli.host",
            ["symbolInfo"] = symbols,
            ["usageExamples"] = new JsonArray("-n my-model", "-n my-model --proxy none"),
        });
    }

    public static byte[] Ide()
    {
        JsonArray symbols = [];
        foreach (var parameter in TemplateDefinition.Current.Parameters.Where(p => p.Name != "language"))
            symbols.Add((JsonNode)new JsonObject { ["id"] = parameter.Name, ["isVisible"] = true });
        return Json.Bytes(new()
        {
            ["$schema"] = "https://json.schemastore.org/ide.host",
            ["icon"] = "icon.png",
            ["symbolInfo"] = symbols,
        });
    }

    public static byte[] Icon()
    {
        using var stream = typeof(HostJson).Assembly.GetManifestResourceStream("icon.png")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
