using System.Text.Json.Nodes;

namespace Scaffold.Checks.Training;

/// <summary>Training copes with every legal form of resourceconfig.json and inputdataconfig.json, and takes the host's name from there.</summary>
internal sealed class HostFactsMayVary : ICheck
{
    public CheckInfo Info { get; } = new("C-44", "Training copes with every legal form of its configuration", Phase.Train, Profile.Train, ["FS-03", "FS-04", "FS-05", "FS-06"])
    {
        Needs = Needs.Image | Needs.Channels,
        Details = """
            Trains three times: with the three documented keys of `resourceconfig.json` alone and no `ContentType`; with every optional key and an
            unknown one; as host `algo-1-x7k2p` in a container whose own host name is another.

            - Fails: one of them does not exit 0 with a model. The models are not compared.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var inputs = await subject.Training.InputsAsync(ct);
        (string Name, TrainingInputs Inputs, string Fix)[] forms =
        [
            ("only the three documented keys and no ContentType", inputs with { Resources = Documented(), InputData = WithoutContentType(inputs.InputData) },
                "Treat ContentType and every key of resourceconfig.json but current_host, hosts and network_interface_name as optional."),
            ("every optional key and an unknown one", inputs with { Resources = Everything() },
                "Ignore keys you do not know."),
            ("another host name", inputs with { Resources = TrainingInputs.ResourceConfig("algo-1-x7k2p"), Hostname = "ip-10-0-0-7" },
                "Take the host's name from current_host, never from the system, and do not expect algo-1."),
        ];
        var runs = await Task.WhenAll(forms.Select(async form => (form, Outcome: await subject.Training.RunAsync(form.Inputs, ct))));

        Tally tally = new();
        foreach (var (form, outcome) in runs)
        {
            if (outcome.Trained)
                continue;
            tally.RepeatCommand ??= outcome.RepeatCommand;
            tally.Fail($"With {form.Name} training ended with {ExitWords.Of(outcome.Exit)}{(outcome.Succeeded ? " and no model" : "")}", form.Fix, outcome.Evidence(10));
        }
        return tally.ToFinding($"Trains with {string.Join(", with ", forms.Select(form => form.Name))}.");
    }

    private static JsonObject Documented() => new()
    {
        ["current_host"] = "algo-1",
        ["hosts"] = new JsonArray("algo-1"),
        ["network_interface_name"] = "eth0",
    };

    private static JsonObject Everything()
    {
        var config = TrainingInputs.ResourceConfig("algo-1");
        config["topology"] = new JsonArray();
        config["not_invented_yet"] = new JsonObject { ["nested"] = new JsonArray(1, 2) };
        return config;
    }

    private static JsonObject WithoutContentType(JsonObject config)
    {
        var bare = (JsonObject)config.DeepClone();
        foreach (var (_, channel) in bare)
            channel!.AsObject().Remove("ContentType");
        return bare;
    }
}
