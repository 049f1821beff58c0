using Scaffold.Checks.Serving.MultiModel;
using Scaffold.Engine;

namespace Scaffold.Checks.Serving;

/// <summary>Models are loaded, asked and unloaded over the routes of a multi-model endpoint, and memory that runs short ends no server.</summary>
internal sealed class ModelsAreLoadedOnDemand : ICheck
{
    private const int Crowd = 50;
    private const long Mebibyte = 1L << 20;
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(2);
    private static readonly IReadOnlyList<long> SmallMemory = [512 * Mebibyte, 1024 * Mebibyte, 2048 * Mebibyte];

    public CheckInfo Info { get; } = new(
        "C-74", "Models are loaded, asked and unloaded on demand", Phase.Serve, Profile.MultiModel,
        ["MME-01", "MME-02", "MME-03", "MME-04", "MME-05", "MME-06", "MME-07", "MME-08", "MME-09", "MME-10", "MME-11"])
    {
        Needs = Needs.Image | Needs.Containers | Needs.Requests,
        Details = """
            Starts the server with `SAGEMAKER_MULTI_MODEL=true`, an empty list of models and the declared model read-only at
            `/opt/ml/models/<64 hexadecimal digits>/model`, under several such names. `/ping` must give 200 and `GET /models` an empty list before
            anything is loaded. Then a model is loaded (200), loaded again (409), listed, described and asked with each sample; a second one is
            loaded while the first answers; one is unloaded, asked again (404) and loaded anew. What is not loaded gets 404 on every route.
            `X-Amzn-SageMaker-Target-Model` names an archive of the client, which the server must not look for.

            A second container has the least of 512 MB, 1 GB and 2 GB in which the server starts, and is to load 50 models. Each load must come to 200
            or 507, and after the first 507 the server must still answer and unload. A container that ends, or a request without an answer, fails.

            That a file stays open after `DELETE` cannot be seen from outside.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var model = (await subject.Servers.ModelAsync(ct)).Folder;
        Tally tally = new();
        await LiveAsync(tally, subject, model, ct);
        var crowd = tally.HasFailed ? "" : await CrowdAsync(tally, subject, model, ct);
        return tally.ToFinding($"Every route of /models keeps its word; {crowd}.");
    }

    private static async Task LiveAsync(Tally tally, Subject subject, IFolder model, CancellationToken ct)
    {
        await using var folders = await ModelFolders.CreateAsync(subject, model, 2, ct);
        await using var server = await StartAsync(subject, folders, memory: null, ct);
        tally.RepeatCommand = server.Run.RepeatCommand;
        if (await server.WaitAsync(subject.Limits.Startup, ct) is Readiness.Ready)
            await new ModelLife(tally, new(server, subject.Limits), subject.Samples.Requests).LiveAsync(folders.Names[0], folders.Names[1], ct);
        else
            tally.Fail($"With no model loaded /ping never gave 200: {Words(server.Readiness)}", "Be healthy with no model: they are loaded later, over POST /models.", server.Run.Log.TailText(20));
        if (tally.HasFailed)
            tally.Evidence.AddRange(server.Run.Log.TailText(20));
    }

    private static async Task<string> CrowdAsync(Tally tally, Subject subject, IFolder model, CancellationToken ct)
    {
        await using var folders = await ModelFolders.CreateAsync(subject, model, Crowd, ct);
        foreach (var memory in SmallMemory)
        {
            await using var server = await StartAsync(subject, folders, memory, ct);
            if (await server.WaitAsync(subject.Limits.Startup, ct) is Readiness.Ready)
                return await LoadAllAsync(tally, server, folders.Names, subject, memory, ct);
        }
        throw new PrerequisiteException("C-62", "the server never became ready a second time");
    }

    private static async Task<string> LoadAllAsync(Tally tally, Server server, IReadOnlyList<string> names, Subject subject, long memory, CancellationToken ct)
    {
        ModelRoutes routes = new(server, subject.Limits);
        var within = $"with {memory / Mebibyte} MB of memory";
        tally.Measured["memoryBytes"] = memory;
        for (var loaded = 0; loaded < names.Count; loaded++)
        {
            tally.Measured["modelsLoaded"] = loaded;
            var reply = await routes.LoadAsync(names[loaded], ct);
            if (reply.IsOk)
                continue;
            if (reply.Status != 507)
                tally.Fail($"Load {loaded + 1} of {names.Count}, {within}, came to {reply}{await EndAsync(server, ct)}", "Answer 507 when memory does not suffice for another model, before it is used up.", server.Run.Log.TailText(20));
            else
                await StillWellAsync(tally, server, routes, names[0], loaded, subject.Samples.Requests[0], ct);
            return $"{loaded} models loaded {within}, then 507";
        }
        tally.Measured["modelsLoaded"] = names.Count;
        return $"{names.Count} models loaded {within}";
    }

    private static async Task StillWellAsync(Tally tally, Server server, ModelRoutes routes, string first, int loaded, SampleRequest sample, CancellationToken ct)
    {
        const string Fix = "After 507 go on with what is loaded: the platform unloads something and tries again.";
        if (loaded == 0)
            tally.Fail("The first load came to 507", "Do not refuse the only model.", server.Run.Log.TailText(20));
        else if (await routes.InvokeAsync(first, sample, ct) is { IsOk: false } answer)
            tally.Fail($"After 507 a loaded model came to {answer}{await EndAsync(server, ct)}", Fix, server.Run.Log.TailText(20));
        else if (await routes.UnloadAsync(first, ct) is { IsOk: false } unload)
            tally.Fail($"After 507 DELETE came to {unload}{await EndAsync(server, ct)}", Fix, server.Run.Log.TailText(20));
    }

    private static Task<Server> StartAsync(Subject subject, ModelFolders folders, long? memory, CancellationToken ct) =>
        subject.Servers.StartBareAsync(
            request => request with
            {
                Environment = new Dictionary<string, string>(request.Environment) { ["SAGEMAKER_MULTI_MODEL"] = "true" },
                Mounts = folders.Mounts,
                Memory = memory ?? request.Memory,
            },
            ct);

    // An answer that breaks off comes before the news of the container's end.
    private static async Task<string> EndAsync(Server server, CancellationToken ct)
    {
        await Task.WhenAny(server.Run.WaitAsync(ct), Task.Delay(EndTime, ct));
        return server.Run.HasExited ? $"; the server ended with {ExitWords.Of(await server.Run.WaitAsync(ct))}" : "";
    }

    private static string Words(Readiness readiness) => readiness switch
    {
        Readiness.Exited exited => $"the server ended with {ExitWords.Of(exited.Exit)}",
        Readiness.Silent silent => $"after {silent.After.TotalSeconds:0} s it came to {silent.Last}",
        _ => "ready",
    };
}
