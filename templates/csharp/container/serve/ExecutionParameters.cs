using System.Text.Json;

namespace Serve;

/// <summary>What batch transform may ask of this server (BAT-03).</summary>
internal static class ExecutionParameters
{
    // Concurrency times payload may be 100 MB at most (BAT-05).
    private const int MostTransforms = 16;
    private const int MostPayload = 6;

    public static async Task WriteAsync(HttpResponse response, Settings settings)
    {
        response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteNumber("MaxConcurrentTransforms"u8, Math.Min(settings.Workers, MostTransforms));
        json.WriteString("BatchStrategy"u8, "MULTI_RECORD");
        json.WriteNumber("MaxPayloadInMB"u8, settings.MaxPayloadInMB is 0 ? MostPayload : Math.Min(settings.MaxPayloadInMB, MostPayload));
        json.WriteEndObject();
    }
}
