using Scaffold.Engine;

namespace Scaffold.Checks.Serving;

/// <summary>/ping gives 200 only when the model is loaded: the first request after it succeeds, and a corrupt model never turns healthy.</summary>
internal sealed class HealthIsHonest : ICheck
{
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromSeconds(8);

    public CheckInfo Info { get; } = new("C-63", "/ping says 200 only once the model is loaded", Phase.Serve, Profile.Serve, ["INF-14", "MOD-03"])
    {
        Needs = Needs.Image,
        Details = """
            Sends the first sample directly after the first 200 of `/ping`; C-63, C-64, C-65 and C-67 share that container. Then it starts another
            on a corrupt model, each file cut in half and scrambled, and watches it three times as long as a good one needs to become ready, 8
            seconds at least.

            - Fails: the first request gets no 200; on the corrupt model `/ping` gives 200, or the server exits 0, or says nothing.
            - Without a sample request only the corrupt model is judged.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var server = await subject.Servers.ReadyAsync(ct);
        Tally tally = new();
        if (server.First is { IsOk: false } first)
            tally.Fail($"The first request, sent directly after the first 200 of /ping, came to {first}", "Answer 503 on /ping, or do not listen, until the model is loaded.", server.Run.Log.TailText(20));
        await CorruptAsync(tally, subject, Longer(ShortestWatch, 3 * server.Readiness.After), ct);
        return tally.ToFinding(
            server.First is null ? "A corrupt model never turned healthy." : "The first request directly after the first 200 succeeded, and a corrupt model never turned healthy.");
    }

    private static async Task CorruptAsync(Tally tally, Subject subject, TimeSpan watch, CancellationToken ct)
    {
        var model = await subject.Servers.ModelAsync(ct);
        if (model.Files.Count == 0)
            return;
        await using var folder = await subject.Engine.CreateFolderAsync(subject.Image!, Corrupt(model.Files), ct);
        await using var server = await subject.Servers.StartAsync(folder, ct);
        var readiness = await server.WaitAsync(watch, ct);
        tally.RepeatCommand = server.Run.RepeatCommand;
        var log = server.Run.Log.TailText(20);
        if (readiness is Readiness.Ready)
            tally.Fail("With every model file corrupt /ping still gave 200", "Load the model before the first 200, and exit non-zero with a log line when it cannot be read.", log);
        else if (readiness is Readiness.Exited { Exit.Code: 0 })
            tally.Fail("With a corrupt model the server exited 0", "Exit non-zero when the model cannot be read.", log);
        else if (log.Count == 0)
            tally.Fail("With a corrupt model the server did not say a word", "Log the path of the model and what is wrong with it.");
    }

    // Half of each file, and that scrambled: neither its head nor its length is right.
    private static IReadOnlyList<FolderFile> Corrupt(IReadOnlyList<FolderFile> model) =>
    [
        .. model.Select(file =>
        {
            var bytes = file.Content is { } content ? content[..((content.Length + 1) / 2)].ToArray() : [];
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)(bytes[i] * 31 + i * 7 + 13);
            return new FolderFile(file.Path, bytes, bytes.Length);
        }),
    ];

    private static TimeSpan Longer(TimeSpan one, TimeSpan two) => one > two ? one : two;
}
