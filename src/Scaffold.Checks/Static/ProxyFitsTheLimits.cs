using System.Globalization;
using Scaffold.Checks.Static.Proxies;

namespace Scaffold.Checks.Static;

/// <summary>nginx and gunicorn let through the largest body and wait for the longest answer SageMaker allows.</summary>
internal sealed class ProxyFitsTheLimits : ICheck
{
    private const long RealTimeBody = 25L << 20, BatchBody = 100L << 20, AsyncBody = 1L << 30;
    private const double RealTimeSeconds = 60, BatchSeconds = 600, AsyncSeconds = 3600;

    public CheckInfo Info { get; } = new("C-16", "Proxy and server settings fit the platform's limits", Phase.Static, Profile.Serve | Profile.Batch | Profile.Async | Profile.Streaming, ["INF-21", "INF-22", "STR-02", "ASY-02"])
    {
        Details = """
            Reads nginx's and gunicorn's settings in the repository, or in the image where there is no repository: of nginx the location that takes
            `/invocations` on port 8080.

            - Fails below the limits of a real-time endpoint (25 MB, 60 s) and of each use that is declared: batch transform (100 MB, 600 s),
              asynchronous inference (1 GB, 3600 s), answers in parts (`proxy_buffering off`).
            - Warns below those of uses that are not declared, and when nginx goes into the background.
            - gunicorn's time-out counts for its sync workers only: others are not stopped for a long request. A value known only when the
              server starts is not judged.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var files = await ServingFiles.OfAsync(subject, ct);
        if (files.Count == 0)
            return Finding.Skip("There is no repository, and this engine shows no files of images.");
        Tally tally = new();
        List<string> seen = [];
        var trees = new NginxReader(files.Where(file => IsNginx(file.Key)).ToDictionary()).ReadAll();
        var locations = trees.SelectMany(NginxLocation.In).ToList();
        var onPort = locations.FindAll(location => location.Listens("8080"));
        foreach (var location in onPort.Count > 0 ? onPort : locations)
        {
            seen.Add($"nginx: {location.Where}");
            JudgeBody(location.LargestBody, subject.Profiles, tally);
            JudgeSeconds("proxySeconds", subject.Profiles, location.LongestAnswer.Value, location.LongestAnswer.Where, location.LongestAnswer.Text, "proxy_read_timeout 3600s;", tally);
            if (location.Buffers)
                tally.Add(subject.Profiles.HasFlag(Profile.Streaming) ? Outcome.Fail : Outcome.Warn, location.Where, $"nginx holds answers back; one that is streamed would come at its end.", "Add proxy_buffering off; to the server block.");
        }
        if (locations.Count > 0 && !StaysInForeground(trees, files))
            tally.Warn(locations[0].Where with { Line = 1 }, "nginx goes into the background: no daemon off was found.", "Add daemon off; to nginx.conf, or start it with nginx -g 'daemon off;'.");
        if (Gunicorn.In(files) is { } gunicorn)
        {
            var doubt = gunicorn.Seconds is null ? ", a value known only when it starts" : gunicorn.Bound ? "" : ", which stops no worker of this kind for a long request";
            seen.Add($"gunicorn: {gunicorn.Where}: {gunicorn.Text}{doubt}");
            if (gunicorn is { Seconds: { } seconds, Bound: true })
                JudgeSeconds("workerSeconds", subject.Profiles, seconds, gunicorn.Where, gunicorn.Text, "--timeout 3600", tally);
        }
        tally.Evidence.AddRange(seen);
        return tally.ToFinding(seen.Count == 0
            ? "No nginx and no gunicorn settings are there that could cut a request short."
            : $"Bodies and answers of every mode pass ({string.Join("; ", seen)}).");
    }

    internal static bool IsNginx(string file) =>
        file.EndsWith(".conf", StringComparison.Ordinal) || file.EndsWith(".conf.template", StringComparison.Ordinal) || file.Contains("/sites-enabled/", StringComparison.Ordinal);

    private static bool StaysInForeground(IReadOnlyList<NginxDirective> trees, IReadOnlyDictionary<string, string> files) =>
        trees.SelectMany(tree => tree.Children).Any(directive => directive is { Name: "daemon", Arguments: ["off"] }) ||
        files.Any(file => !IsNginx(file.Key) && file.Value.Contains("daemon off", StringComparison.Ordinal));

    private static void JudgeBody(Limit<long?> body, Profile uses, Tally tally)
    {
        tally.Measured["bodyBytes"] = body.Value;
        const string Fix = "Set client_max_body_size 1g; (asynchronous inference) or 0 for no limit.";
        switch (body.Value)
        {
            case < RealTimeBody:
                tally.Fail(body.Where, $"{body.Text} refuses bodies that real-time inference allows: 25 MB.", Fix);
                break;
            case < BatchBody:
                tally.Add(Weight(uses, Profile.Batch | Profile.Async), body.Where, $"{body.Text} is enough for real time, not for batch transform (100m) and asynchronous inference (1g).", Fix);
                break;
            case < AsyncBody:
                tally.Add(Weight(uses, Profile.Async), body.Where, $"{body.Text} is enough for real time and batch transform, not for asynchronous inference (1g).", Fix);
                break;
        }
    }

    private static void JudgeSeconds(string figure, Profile uses, double seconds, SourcePlace where, string text, string setting, Tally tally)
    {
        if (double.IsFinite(seconds))
            tally.Measured[figure] = seconds;
        var (outcome, limit) = seconds switch
        {
            < RealTimeSeconds => (Outcome.Fail, $"shorter than the {Number(RealTimeSeconds)} s of a real-time request"),
            < BatchSeconds => (Weight(uses, Profile.Batch | Profile.Async), $"enough for real time, not for batch transform ({Number(BatchSeconds)} s) and asynchronous inference ({Number(AsyncSeconds)} s)"),
            < AsyncSeconds => (Weight(uses, Profile.Async), $"enough for real time and batch transform, not for asynchronous inference ({Number(AsyncSeconds)} s)"),
            _ => (Outcome.Pass, null),
        };
        if (limit is not null)
            tally.Add(outcome, where, $"{text} is {limit}.", $"Set {setting} (the longest asynchronous invocation).");
    }

    /// <summary>Fails only for uses that are declared.</summary>
    private static Outcome Weight(Profile uses, Profile limited) => (uses & limited) != 0 ? Outcome.Fail : Outcome.Warn;

    private static string Number(double seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
