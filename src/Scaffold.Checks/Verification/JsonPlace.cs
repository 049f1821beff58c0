using System.Text.Json;
using Scaffold.Core.Problems;

namespace Scaffold.Checks.Verification;

/// <summary>A value of a JSON file with its path, so that a fault can say where it is and what belongs there.</summary>
public sealed record JsonPlace(JsonElement Element, string Path, string File)
{
    /// <summary>A file's text as JSON, in which comments and trailing commas are allowed.</summary>
    /// <exception cref="UserErrorException">It is none.</exception>
    public static JsonDocument Parse(string file, byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw new UserErrorException(new(
                "SM203", $"This is not JSON: {e.Message.Split(" LineNumber", 2)[0]}", $"{file}({e.LineNumber + 1},{e.BytePositionInLine + 1})", "Correct it and run again.", ExitCode.Usage), e);
        }
    }

    /// <summary>Its members; when names are given, no others are allowed.</summary>
    public IReadOnlyDictionary<string, JsonPlace> Members(params string[] allowed)
    {
        if (Element.ValueKind is not JsonValueKind.Object)
            throw Fault($"this is {Kind}", "an object");
        Dictionary<string, JsonPlace> members = [];
        foreach (var member in Element.EnumerateObject())
        {
            if (allowed.Length > 0 && !allowed.Contains(member.Name))
                throw Fault($"there is no setting {member.Name}", string.Join(", ", allowed));
            members[member.Name] = new(member.Value, $"{Path}.{member.Name}", File);
        }
        return members;
    }

    public IEnumerable<JsonPlace> Array() =>
        Element.ValueKind is JsonValueKind.Array
            ? Element.EnumerateArray().Select((item, index) => new JsonPlace(item, $"{Path}[{index}]", File))
            : throw Fault($"this is {Kind}", "a list");

    public string Text() => Element.ValueKind is JsonValueKind.String ? Element.GetString()! : throw Fault($"this is {Kind}", "a string, in quotes");

    public double Number() => Element.ValueKind is JsonValueKind.Number ? Element.GetDouble() : throw Fault($"this is {Kind}", "a number");

    public bool Boolean() => Element.ValueKind is JsonValueKind.True or JsonValueKind.False ? Element.GetBoolean() : throw Fault($"this is {Kind}", "true or false");

    public JsonPlace Required(IReadOnlyDictionary<string, JsonPlace> members, string name) =>
        members.TryGetValue(name, out var member) ? member : throw Fault($"{name} is missing", $"an object with {name}");

    public UserErrorException Fault(string what, string allowed) =>
        new(new("SM204", $"At {Path}: {what}.", File, $"Allowed here: {allowed}.", ExitCode.Usage));

    private string Kind => Element.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
