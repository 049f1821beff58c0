using System.Text.RegularExpressions;
using Scaffold.Engine;

namespace Scaffold.Checks.Serving;

/// <summary>What a server says goes to stdout or stderr, and it is no development server that says it.</summary>
internal sealed partial class LogsGoToTheStreams : ICheck
{
    private const int Requests = 3, MostFiles = 50;
    private const string Remedy = "Run the application under a server made for production, such as gunicorn, uvicorn or waitress.";

    public CheckInfo Info { get; } = new("C-71", "No development server, and logs on stdout and stderr", Phase.Serve, Profile.Serve, ["LOG-01"])
    {
        Needs = Needs.Image,
        Details = """
            Reads what the container of C-64 printed, and the `Server` header of its answers; asks the engine which files of the container have
            changed since its start, and looks among them for logs that are not empty, before and after three more requests.

            - Warns: a line or the header is that of a development server (Flask's, Django's, `python -m http.server`, PHP's, WEBrick, a server
              that watches its files, ASP.NET Core in the environment Development); a log file outside of the streams.
            - A log is a file whose name or folder says so. A link to /dev/stdout is none. With the process engine only lines and header are read.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var server = await subject.Servers.ReadyAsync(ct);
        Tally tally = new() { RepeatCommand = server.Run.RepeatCommand };
        var before = await LogsAsync(server.Run, ct);
        Reply reply = null!;
        for (var i = 0; i < Requests; i++)
            reply = subject.Samples.Requests is [var sample, ..] ? await server.InvokeAsync(sample, ct) : await server.PingAsync(ct);
        var after = await LogsAsync(server.Run, ct);

        if (reply.Software is { } software && Software().IsMatch(software))
            tally.Warn($"The answers come from a development server: {software}", Remedy);
        else if (server.Run.Log.Lines.FirstOrDefault(line => Banner().IsMatch(line.Text)) is { } banner)
            tally.Warn($"A development server is running: {banner.Text.Trim()}", Remedy);
        foreach (var (path, size) in after ?? [])
        {
            var grown = size - (before ?? []).GetValueOrDefault(path);
            tally.Warn($"{path} holds {size:N0} bytes of log{(grown > 0 ? $", {grown:N0} of them from {Requests} requests" : "")}", "Write logs to stdout or stderr: a file in the container is lost with it, and fills its disk.");
        }
        return tally.ToFinding(after is null
            ? "No development server is running; which files a server writes cannot be seen here."
            : "No development server is running, and no log is written to a file.");
    }

    private static async Task<Dictionary<string, long>?> LogsAsync(IRun run, CancellationToken ct)
    {
        if (await run.ChangesAsync(ct) is not { } changes)
            return null;
        Dictionary<string, long> logs = [];
        foreach (var path in changes.Where(path => LogPath().IsMatch(path)).Take(MostFiles))
        {
            if (await run.SizeAsync(path, ct) is > 0 and var size)
                logs[path] = size;
        }
        return logs;
    }

    [GeneratedRegex(@"development server|Debugger is active|Started reloader process|Will watch for changes in these directories|WEBrick::HTTPServer#start|Serving HTTP on \S+ port \d+|Hosting environment: Development", RegexOptions.IgnoreCase)]
    private static partial Regex Banner();

    [GeneratedRegex(@"^(Werkzeug|WSGIServer|SimpleHTTP|WEBrick)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Software();

    [GeneratedRegex(@"\.(log|out|err)(\.\d+)?$|/logs?/|(access|error)[_.-]?log|/catalina\.", RegexOptions.IgnoreCase)]
    private static partial Regex LogPath();
}
