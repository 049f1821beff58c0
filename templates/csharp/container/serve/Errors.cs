using System.Text.Json;

namespace Serve;

/// <summary>What every answer that is no success looks like: {"error": "…"}.</summary>
internal static class Errors
{
    public static async Task WriteAsync(HttpResponse response, int status, string reason)
    {
        if (response.HasStarted)
            return;
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
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
