namespace Scaffold.Checks.Serving.MultiModel;

/// <summary>Takes two models through their lives: loaded, listed, asked, unloaded.</summary>
internal sealed class ModelLife(Tally tally, ModelRoutes routes, IReadOnlyList<SampleRequest> samples)
{
    public async Task LiveAsync(string one, string two, CancellationToken ct)
    {
        await ListedAsync("Before any model is loaded", [], ct);
        if (tally.HasFailed)
            return; // without that route the rest says nothing new
        await UnknownAsync(ModelFolders.NameOf("never loaded"), ct);
        if (!await ExpectAsync(routes.LoadAsync(one, ct), 200, "POST /models of a model that is there", "Load the model that lies in `url`, under the `model_name` given: it is a hash, not the archive's name."))
            return;
        await ExpectAsync(routes.LoadAsync(one, ct), 409, "POST /models of a model that is loaded already", "Answer 409 when the model is loaded already.");
        await ListedAsync("With one model loaded", [one], ct);
        await DescribedAsync(one, ct);
        await AskedAsync(one, ct);
        await SideBySideAsync(one, two, ct);
        await ListedAsync("With two models loaded", [one, two], ct);
        await UnloadedAsync(one, two, ct);
    }

    private async Task UnknownAsync(string name, CancellationToken ct)
    {
        const string Fix = "Answer 404 for a model that is not loaded.";
        await ExpectAsync(routes.GetAsync(name, ct), 404, "GET /models/<id> of a model that is not loaded", Fix);
        await ExpectAsync(routes.UnloadAsync(name, ct), 404, "DELETE /models/<id> of a model that is not loaded", Fix);
        await ExpectAsync(routes.InvokeAsync(name, samples[0], ct), 404, "POST /models/<id>/invoke of a model that is not loaded", Fix);
    }

    private async Task DescribedAsync(string name, CancellationToken ct)
    {
        var reply = await routes.GetAsync(name, ct);
        if (!reply.IsOk || !ModelRoutes.Describes(reply, name))
            tally.Fail($"GET /models/<id> of a loaded model came to {reply}", "Answer {\"modelName\": \"<id>\", \"modelUrl\": \"<url>\"}.");
    }

    private async Task AskedAsync(string name, CancellationToken ct)
    {
        foreach (var sample in samples)
            Answered(sample, await routes.InvokeAsync(name, sample, ct), "");
    }

    // MME-10.
    private async Task SideBySideAsync(string one, string two, CancellationToken ct)
    {
        var sample = samples[0];
        var invocations = Enumerable.Range(0, 4).Select(_ => routes.InvokeAsync(one, sample, ct)).ToList();
        var load = routes.LoadAsync(two, ct);
        await ExpectAsync(load, 200, "POST /models while another model is asked", "Load models while others answer.");
        foreach (var reply in await Task.WhenAll(invocations))
            Answered(sample, reply, ", while another model is loaded,");
        Answered(sample, await routes.InvokeAsync(two, sample, ct), " of the second model");
    }

    private async Task UnloadedAsync(string one, string two, CancellationToken ct)
    {
        const string Fix = "DELETE takes the model out of every worker before it answers 200.";
        await ExpectAsync(routes.UnloadAsync(one, ct), 200, "DELETE /models/<id> of a loaded model", Fix);
        await ExpectAsync(routes.InvokeAsync(one, samples[0], ct), 404, "POST /models/<id>/invoke after DELETE", Fix);
        await ExpectAsync(routes.GetAsync(one, ct), 404, "GET /models/<id> after DELETE", Fix);
        await ListedAsync("After DELETE", [two], ct);
        await ExpectAsync(routes.LoadAsync(one, ct), 200, "POST /models of a model that was unloaded", "Let a model be loaded again.");
    }

    private async Task ListedAsync(string when, IReadOnlyList<string> expected, CancellationToken ct)
    {
        var (names, last) = await routes.ListAsync(ct);
        if (names is null)
            tally.Fail($"{when} GET /models came to {last}", "Answer 200 and {\"models\": [{\"modelName\": …, \"modelUrl\": …}]}, also with no model: the platform asks at start.");
        else if (!names.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)))
            tally.Fail($"{when} GET /models lists {names.Count} models, not the {expected.Count} loaded: {last}", "List what is loaded in any worker, and nothing else.");
    }

    private void Answered(SampleRequest sample, Reply reply, string how)
    {
        if (!reply.IsOk)
            tally.Fail($"POST /models/<id>/invoke with {sample.Name}{how} came to {reply}", "Answer as /invocations does, by the model of that id, whatever X-Amzn-SageMaker-Target-Model says.");
        else if (ExpectedAnswer.Difference(reply, sample) is { } difference)
            tally.Fail($"POST /models/<id>/invoke with {sample.Name}{how}: {difference}", "Mend the predictor, or the expected answer in samples/.");
    }

    private async Task<bool> ExpectAsync(Task<Reply> answer, int status, string what, string fix)
    {
        var reply = await answer;
        if (reply.Status != status)
            tally.Fail($"{what} came to {reply}, not {status}", fix);
        return reply.Status == status;
    }
}
