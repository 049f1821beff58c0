using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Scaffold.Engine;

namespace Scaffold.Tests.Verify;

/// <summary>Results that reports are tried on.</summary>
internal static class Results
{
    /// <summary>What a container may print to do harm.</summary>
    public static readonly string[] Hostile =
    [
        "<script>alert(1)</script><img src=x onerror=alert(2)>", "\u001b[2J\u001b]0;title\u0007gone", "a\u202eb\u2066c", "half \ud800 of a pair \ufffd", "]]> --> ``` ~~~ | **bold** [x](javascript:alert(3)) @someone #12",
        "</pre></details></style></script>", "\u0000\b\u000b\ufffe", new string('x', 100_000), "tab\tline",
    ];

    /// <summary>One of everything, with hostile text wherever a container or an image could put it.</summary>
    public static VerifyResult OfEverything(int copies = 1) => new(
        "/models/my model<b>", "docker",
        [
            new(Verifier.BuildInfo, Finding.Pass("Built in 3.0 s."), TimeSpan.FromSeconds(3)) { To = TimeSpan.FromSeconds(3) },
            Check("C-01", Phase.Static, Finding.Fail("Dockerfile(12): " + Hostile[0], "Write it in exec form.") with { Places = [new("Dockerfile", 12), new("Dockerfile", 14)] }),
            Check("C-16", Phase.Static, Finding.Warn("nginx.conf(3): too small", "Raise it.") with { Places = [new("a folder/nginx.conf", 3)] }),
            Check("C-07", Phase.Static, Finding.Fail("A secret in a layer", "Remove it.")),
            Check("C-40", Phase.Train, Finding.Pass("It does.") with { Measured = new() { ["trainSeconds"] = 1.5 }, Jobs = [Job] }),
            Check("C-62", Phase.Serve, Finding.Pass("Ready.") with { Measured = new() { ["readySeconds"] = 0.9, ["pingMilliseconds"] = new System.Text.Json.Nodes.JsonArray(1.5, 2.5, 51, 3.25) } }),
            .. Enumerable.Range(0, copies).Select(_ => Check("C-64", Phase.Serve, Finding.Fail($"rows gave 500: {string.Join(' ', Hostile)}", "Mend it. " + Hostile[4]) with { Evidence = Hostile, RepeatCommand = "docker run it serve" })),
            Check("C-66", Phase.Serve, Finding.Skip("Nothing declared.", "Declare it.")),
            Check("C-75", Phase.Serve, Finding.Skip("Judged for batch only, which is not declared.", "Declare it: --profile batch."), Profile.Batch),
            Check("C-72", Phase.Serve, Finding.Pass("Drains.")) with { Earlier = new(new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero), "/cache/key.json") },
        ],
        new Dictionary<string, double> { ["build"] = 3, ["total"] = 12.5 })
    {
        Began = new(2026, 11, 25, 19, 40, 12, TimeSpan.Zero),
        Tool = "0.1.0",
        Images = [new(null, "sha256:abc", 128_893_385, [new("ADD rootfs.tar /", 100_000_000), new("ENV A=" + Hostile[0], 0), new("RUN pip install " + Hostile[2], 28_893_385)])],
        Runs = [new("train", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5)), new("serve", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(12))],
    };

    private static JobTrace Job => new("algo-2 is killed",
    [
        new("algo-1", TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(4), 1, [.. Hostile.Select((line, n) => new LogLine(TimeSpan.FromSeconds(n / 4.0), Error: false, line))]),
        new("algo-2", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), null, [new(TimeSpan.FromSeconds(0.1), Error: true, "rank 1 of 2")]),
    ])
    {
        Marks = [new(TimeSpan.FromSeconds(2), "SIGKILL to algo-2")],
    };

    private static CheckResult Check(string id, Phase phase, Finding finding, Profile profiles = Profile.Default) =>
        new(new(id, "It is so & stays <so>", phase, profiles, ["TRN-16"]) { Details = "- Fails: always." }, finding, TimeSpan.FromSeconds(1.5)) { From = TimeSpan.FromSeconds(3), To = TimeSpan.FromSeconds(5) };
}
