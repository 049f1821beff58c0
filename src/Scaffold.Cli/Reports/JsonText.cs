using System.Text;
using System.Text.Json;

namespace Scaffold.Cli.Reports;

/// <summary>An object in JSON, as text.</summary>
internal static class JsonText
{
    /// <param name="members">Writes the members of the object.</param>
    /// <param name="indented">On a line each; else all on one.</param>
    public static string Of(Action<Utf8JsonWriter> members, bool indented = true)
    {
        using var buffer = new MemoryStream();
        using (Utf8JsonWriter json = new(buffer, new() { Indented = indented }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
