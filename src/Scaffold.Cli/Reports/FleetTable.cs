using Scaffold.Core.Parameters;
using Spectre.Console;

namespace Scaffold.Cli.Reports;

/// <summary>Many repositories at a glance.</summary>
internal static class FleetTable
{
    private static readonly string[] Shown = ["language", "framework", "device", "role", "server"];

    public static void Write(TextWriter writer, IReadOnlyList<(string Folder, ContainerJson File)> repositories)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var name in (string[])["repository", "version", .. Shown])
            table.AddColumn(new TableColumn(new Text(name)) { NoWrap = name is not "repository" });
        foreach (var (folder, file) in repositories)
            table.AddRow(((string[])[folder, file.Version, .. Shown.Select(name => file.Answers[name])]).Select(cell => new Text(Printable.Of(cell))));
        Screen.On(writer).Write(table);
    }

    public static void WriteJson(TextWriter writer, IReadOnlyList<(string Folder, ContainerJson File)> repositories)
    {
        writer.WriteLine(JsonText.Of(json =>
        {
            json.WriteStartArray("repositories");
            foreach (var (folder, file) in repositories)
            {
                json.WriteStartObject();
                json.WriteString("path", folder);
                json.WriteString("name", file.Answers.Name);
                json.WriteString("version", file.Version);
                json.WriteStartObject("parameters");
                foreach (var (name, value) in file.Answers.Values)
                    json.WriteString(name, value);
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }));
    }
}
