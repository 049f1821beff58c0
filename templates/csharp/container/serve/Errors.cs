using System.Text.Encodings.Web;
using System.Text.Json;

namespace Serve;

/// <summary>What every answer that is no success looks like: {"error": "…"}.</summary>
internal static class Errors
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpResponse response, int status, string reason)
    {
        if (response.HasStarted)
            return;
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, Plain))
        {
            json.WriteStartObject();
            json.WriteString("error"u8, reason);
            json.WriteEndObject();
        }

        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length));
    }
}
