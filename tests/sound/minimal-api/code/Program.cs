using System.Globalization;
using System.Text;

const string Model = "/opt/ml/model/bounds.csv";
(string Label, double Bound)[] bounds;
try
{
    bounds = [.. File.ReadLines(Model).Select(line => line.Split(',')).Select(cells => (cells[0], double.Parse(cells[1], CultureInfo.InvariantCulture)))];
}
catch (Exception e) when (e is IOException or FormatException or IndexOutOfRangeException)
{
    Console.Error.WriteLine($"cannot load {Model}: {e.Message}");
    return 1;
}

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.ListenAnyIP(8080);
    kestrel.Limits.MaxRequestBodySize = null;
    kestrel.Limits.MinRequestBodyDataRate = null;
});
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
var app = builder.Build();
app.MapMethods("/ping", ["GET", "POST"], () => Results.Ok());
app.MapPost("/invocations", async (HttpRequest request, CancellationToken ct) =>
{
    if (request.ContentType?.Split(';')[0].Trim().Equals("text/csv", StringComparison.OrdinalIgnoreCase) is false)
        return Results.Text("text/csv only", statusCode: 415);
    using StreamReader reader = new(request.Body);
    StringBuilder labels = new();
    while (await reader.ReadLineAsync(ct) is { } line)
    {
        var cells = line.Split(',');
        if (cells.Length != 4 || !cells.All(cell => double.TryParse(cell, CultureInfo.InvariantCulture, out _)))
            return Results.Text("not rows of four numbers", statusCode: 400);
        var petal = double.Parse(cells[2], CultureInfo.InvariantCulture);
        labels.Append(bounds.FirstOrDefault(entry => petal < entry.Bound, bounds[^1]).Label).Append('\n');
    }
    return labels.Length == 0 ? Results.Text("the body is empty", statusCode: 400) : Results.Text(labels.ToString(), "text/csv");
});
await app.RunAsync();
return 0;
