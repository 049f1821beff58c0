// The limit: Kestrel, which reads the body and always gives the same answer. No model, no checks.
using System.Net;

var builder = WebApplication.CreateEmptyBuilder(new());
builder.Services.AddRoutingCore();
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = null;
    if (args is [var socket])
        kestrel.ListenUnixSocket(socket);
    else
        kestrel.Listen(IPAddress.Any, int.Parse(Environment.GetEnvironmentVariable("SAGEMAKER_BIND_TO_PORT") ?? "8080"));
});
var app = builder.Build();
var answer = "setosa\n"u8.ToArray();
app.MapGet("/ping", _ => Task.CompletedTask);
app.MapPost("/invocations", async context =>
{
    var buffer = new byte[16 * 1024];
    while (await context.Request.Body.ReadAsync(buffer) > 0)
        continue;
    context.Response.ContentType = "text/csv";
    context.Response.ContentLength = answer.Length;
    await context.Response.Body.WriteAsync(answer);
});
app.Run();
