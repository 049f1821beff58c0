using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scaffold.Checks.Serving.MultiModel;

/// <summary>The routes by which the platform loads, lists, asks and unloads models (MME-03 to MME-07).</summary>
internal sealed class ModelRoutes(Server server, Limits limits)
{
    private const int MostPages = 100;

    public Task<Reply> LoadAsync(string name, CancellationToken ct)
    {
        JsonObject body = new() { ["model_name"] = name, ["url"] = ModelFolders.PathOf(name) };
        return SendAsync(new(HttpMethod.Post, Uri("/models")) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") }, ct);
    }

    public Task<Reply> GetAsync(string name, CancellationToken ct) => SendAsync(new(HttpMethod.Get, Uri($"/models/{name}")), ct);

    public Task<Reply> UnloadAsync(string name, CancellationToken ct) => SendAsync(new(HttpMethod.Delete, Uri($"/models/{name}")), ct);

    public Task<Reply> InvokeAsync(string name, SampleRequest sample, CancellationToken ct)
    {
        var invocation = new Invocation(sample.Body, sample.ContentType)
        {
            Accept = sample.Accept,
            // The archive's name, as the client knows it: not the name under which the model was loaded.
            Headers = new Dictionary<string, string> { ["X-Amzn-SageMaker-Target-Model"] = "archive-of-the-client.tar.gz" },
        };
        var request = invocation.ToRequest();
        request.RequestUri = Uri($"/models/{name}/invoke");
        return SendAsync(request, ct);
    }

    /// <summary>The names of all loaded models, page by page; null names when an answer is not what it should be.</summary>
    public async Task<(IReadOnlyList<string>? Names, Reply Last)> ListAsync(CancellationToken ct)
    {
        List<string> names = [];
        var path = "/models";
        for (var page = 0; ; page++)
        {
            var reply = await SendAsync(new(HttpMethod.Get, Uri(path)), ct);
            if (!reply.IsOk || Page(reply) is not var (found, next) || page == MostPages)
                return (null, reply);
            names.AddRange(found);
            if (string.IsNullOrEmpty(next))
                return (names, reply);
            path = $"/models?next_page_token={System.Uri.EscapeDataString(next)}";
        }
    }

    /// <summary>The answer describes the model of that name.</summary>
    public static bool Describes(Reply reply, string name) => Json(reply) is JsonObject model && Text(model, "modelName") == name && Text(model, "modelUrl") is not null;

    private Task<Reply> SendAsync(HttpRequestMessage request, CancellationToken ct) => server.Probe.SendAsync(request, limits.Answer, ct);

    private static (IReadOnlyList<string> Names, string? Next)? Page(Reply reply)
    {
        if (Json(reply) is not JsonObject page || !page.TryGetPropertyValue("models", out var list) || list is not JsonArray models)
            return null;
        var names = models.Select(model => model is JsonObject entry && Text(entry, "modelUrl") is not null ? Text(entry, "modelName") : null).ToList();
        return names.Contains(null) ? null : (names!, Text(page, "nextPageToken"));
    }

    private static string? Text(JsonObject json, string name) =>
        json.TryGetPropertyValue(name, out var value) && value is JsonValue text && text.TryGetValue<string>(out var found) ? found : null;

    private static JsonNode? Json(Reply reply)
    {
        try
        {
            return JsonNode.Parse(reply.Body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Uri Uri(string path) => new(path, UriKind.Relative);
}
