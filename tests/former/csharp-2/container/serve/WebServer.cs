using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Serve;

/// <summary>The HTTP side: three paths, plain HTTP/1.1, on a socket for the proxy or on the port itself.</summary>
internal static class WebServer
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    public static WebApplication Create(Settings settings, Model model, string? socket, JsonLog log)
    {
        // Empty: no configuration files, no ASPNETCORE_* variables, so nothing else can open a port (PIP-04).
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.AddProvider(log);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(_ => new Invocations(model, settings, log));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, settings, socket));

        var app = builder.Build();
        app.UseStatusCodePages(page => Errors.WriteAsync(page.HttpContext.Response, page.HttpContext.Response.StatusCode, Reason(page.HttpContext)));
        app.UseRouting();
        app.MapMethods("/ping", ["GET", "POST"], context => // INF-12, INF-17
        {
            context.Response.StatusCode = model.Predictor is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return Task.CompletedTask;
        });
        app.MapPost("/invocations", app.Services.GetRequiredService<Invocations>().HandleAsync);
        app.MapGet("/execution-parameters", context => ExecutionParameters.WriteAsync(context.Response, settings));
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel, Settings settings, string? socket)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null; // Body bounds it

        // A slow caller holds a connection and nothing else; the whole request has a limit of its own.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        if (socket is null)
            kestrel.Listen(IPAddress.Any, settings.Port, Http1); // INF-10
        else
            kestrel.ListenUnixSocket(socket, Http1);
    }

    private static void Http1(ListenOptions listen) => listen.Protocols = HttpProtocols.Http1;

    private static string Reason(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"there is no {context.Request.Path}; try /invocations",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is not for {context.Request.Path}; use {context.Response.Headers.Allow}",
        StatusCodes.Status503ServiceUnavailable => "the model is not loaded yet",
        var status => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
    };
}

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
