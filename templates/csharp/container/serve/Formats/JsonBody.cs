using System.Text.Json;

namespace Serve.Formats;

/// <summary>
/// application/json: {"instances": [row, ...]} or the bare list. application/jsonlines: a row per line.
/// A row is a list of numbers or {"features": [numbers]}; other keys are passed over.
/// </summary>
internal static class JsonBody
{
    public static void Read(ReadOnlySpan<byte> body, Records records)
    {
        try
        {
            var json = new Utf8JsonReader(body.StartsWith("\uFEFF"u8) ? body["\uFEFF"u8.Length..] : body);
            json.Read();
            if (json.TokenType is JsonTokenType.StartObject)
                Enter(ref json, "instances"u8);
            if (json.TokenType is not JsonTokenType.StartArray)
                throw new RequestFault("expected a list of rows, or an object with such a list as \"instances\"");
            while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
                ReadRow(ref json, records);

            // What is left must be JSON, too.
            while (json.Read())
                json.Skip();
        }
        catch (JsonException e)
        {
            throw NotJson("", e);
        }
    }

    public static void ReadLines(ReadOnlySpan<byte> body, Records records)
    {
        var lines = new Lines(body, records);
        while (lines.MoveNext())
        {
            var row = records.Row;
            try
            {
                var json = new Utf8JsonReader(lines.Current);
                json.Read();
                ReadRow(ref json, records);
                json.Read();
            }
            catch (JsonException e)
            {
                throw NotJson($"row {row}: ", e);
            }
        }
    }

    private static void ReadRow(ref Utf8JsonReader json, Records records)
    {
        var isObject = json.TokenType is JsonTokenType.StartObject;
        if (isObject)
            Enter(ref json, "features"u8);
        if (json.TokenType is not JsonTokenType.StartArray)
            throw new RequestFault($"row {records.Row}: expected a list of numbers, or an object with such a list as \"features\"");

        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            if (json.TokenType is not JsonTokenType.Number || !json.TryGetSingle(out var value))
                throw records.NotANumber(json.ValueSpan);
            records.Add(value, json.ValueSpan);
        }

        while (isObject && json.Read() && json.TokenType is not JsonTokenType.EndObject)
            json.Skip();
        records.EndRow();
    }

    // Moves to the value of that key, or to the end of the object.
    private static void Enter(ref Utf8JsonReader json, ReadOnlySpan<byte> key)
    {
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var isFound = json.ValueTextEquals(key);
            json.Read();
            if (isFound)
                return;
            json.Skip();
        }
    }

    private static RequestFault NotJson(string where, JsonException e)
    {
        var what = e.Message.Split(" LineNumber:")[0];
        return new($"{where}not JSON: {what} (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})");
    }
}
