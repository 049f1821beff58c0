using System.Text.Json.Nodes;

namespace Scaffold.Tests.Launchers;

/// <summary>A case of tests/launcher/rows.json: what a launcher is given, and what its program must see.</summary>
internal sealed class LauncherCase(JsonObject row, JsonObject defaults)
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests/launcher");

    public string Id { get; } = Text(row, "id")!;
    public string? Only { get; } = Text(row, "only");
    public string? Mended { get; } = Text(row, "mended");
    public string? Signal { get; } = Text(row, "signal");
    public JsonObject Expected { get; } = row["expected"]!.AsObject();

    public static IReadOnlyList<LauncherCase> All()
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "rows.json")))!.AsObject();
        return [.. file["cases"]!.AsArray().Select(row => new LauncherCase(row!.AsObject(), file["defaults"]!.AsObject()))];
    }

    public Dictionary<string, string?> Environment()
    {
        Dictionary<string, string?> environment = [];
        foreach (var source in new[] { defaults["env"], row["env"] }.OfType<JsonObject>())
        {
            foreach (var (name, value) in source)
                environment[name] = value!.GetValue<string>();
        }
        return environment;
    }

    /// <summary>Lays out the base directory: configuration and code.</summary>
    public void WriteTo(string @base)
    {
        var config = Directory.CreateDirectory(Path.Combine(@base, "input/config")).FullName;
        foreach (var folder in new[] { "model", "output/data", "input/data" })
            Directory.CreateDirectory(Path.Combine(@base, folder));
        var given = row["files"]!.AsObject();
        foreach (var name in new[] { "hyperparameters", "inputdataconfig", "resourceconfig" })
        {
            var content = given.ContainsKey(name) ? given[name] : defaults[name];
            if (content is not null)
                File.WriteAllText(Path.Combine(config, $"{name}.json"), content is JsonValue text ? text.GetValue<string>() : content.ToJsonString());
        }
        WriteCode(Directory.CreateDirectory(Path.Combine(@base, "code")).FullName);
    }

    private void WriteCode(string code)
    {
        var program = Text(row, "program");
        foreach (var (source, name) in Programs(program))
        {
            var path = Path.Combine(code, name);
            var text = File.ReadAllText(Path.Combine(Folder, source));
            File.WriteAllText(path, program is "sh-crlf" && name is "train.sh" ? text.ReplaceLineEndings("\r\n") : text);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(Text(row, "mode") ?? "755", 8));
        }
        foreach (var (name, text) in row["code"]?.AsObject() ?? [])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(code, name))!);
            File.WriteAllText(Path.Combine(code, name), text!.GetValue<string>());
        }
    }

    private static (string Source, string Name)[] Programs(string? kind) => kind switch
    {
        "python" => [("probe.py", "train.py")],
        "executable" => [("probe.py", "train")],
        "sh" or "sh-crlf" => [("probe.sh", "train.sh"), ("probe.py", "probe.py")],
        "module" => [("probe.py", "probe.py")],
        "none" => [],
        _ => throw new InvalidOperationException($"rows.json: no program '{kind}'"),
    };

    private static string? Text(JsonObject from, string name) => from[name]?.GetValue<string>();
}
