using System.Text.Json.Nodes;

namespace Scaffold.Checks.Training;

/// <summary>Hyperparameters mean the same however a client spells them; a spelling that is not understood is refused.</summary>
internal sealed class EverySpellingMeansTheSame : ICheck
{
    private const string Remedy = "Parse each value as JSON, else keep its text, and take True/False in any case; refuse what is not understood, with a failure file.";

    public CheckInfo Info { get; } = new("C-42", "Every spelling of a hyperparameter means the same", Phase.Train, Profile.Train, ["FS-01", "FS-02", "TK-20", "LOG-05"])
    {
        Needs = Needs.Image | Needs.Channels,
        Details = """
            Trains once for every spelling that differs from the declared one (JSON in strings, Python's `str()`, all in quotes, real JSON types),
            with an unknown hyperparameter, with `_tuning_objective_metric`, and with none at all.

            - Fails: exit 0 with another model than the normal run's, or without one; a refusal without a failure file; no end; a refusal of
              `_tuning_objective_metric`, whatever the failure file says.
            - Warns when two equal runs differ: then models cannot be compared.
            - Compares models byte for byte, zip and tar archives by what is in them. With no hyperparameters at all the model may differ.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var inputs = await subject.Training.InputsAsync(ct);
        var normal = ModelDigest.Of((await subject.Training.PassingBaselineAsync(ct)).Outcome.Model);
        var runs = await Task.WhenAll(Variants(subject.Samples.Hyperparameters)
            .Select(async variant => (variant, Outcome: await subject.Training.RunAsync(inputs with { Hyperparameters = variant.Values }, ct))));
        var repeat = await subject.Training.RepeatAsync(ct);
        var chance = ModelDigest.Of(repeat.Model).DifferencesFrom(normal).Count > 0;

        Tally tally = new() { Measured = { ["runs"] = runs.Length, ["deterministic"] = !chance } };
        foreach (var (variant, outcome) in runs)
            Judge(tally, variant, outcome, normal, chance);
        return tally.ToFinding($"{runs.Length} spellings gave the same model or were refused with a failure file.");
    }

    private static IEnumerable<Variant> Variants(IReadOnlyDictionary<string, string> declared)
    {
        foreach (var (name, values) in Spellings.Of(declared))
            yield return new(name, values);
        yield return new("an unknown hyperparameter", With(declared, "verify-unknown", "1"));
        yield return new("_tuning_objective_metric, which tuning adds", With(declared, "_tuning_objective_metric", "validation:accuracy")) { MayRefuse = false };
        if (declared.Count > 0)
            yield return new("no hyperparameters at all", []) { Same = false };
    }

    private static JsonObject With(IReadOnlyDictionary<string, string> declared, string name, string value)
    {
        var values = TrainingInputs.Strings(declared);
        values[name] = value;
        return values;
    }

    private static void Judge(Tally tally, Variant variant, TrainingOutcome outcome, ModelDigest normal, bool chance)
    {
        string[] evidence = [$"hyperparameters.json: {variant.Values.ToJsonString()}", .. outcome.Evidence(10)];
        if (outcome.Exit is null)
            tally.Fail($"With {variant.Name} training did not end", Remedy, evidence);
        else if (!outcome.Succeeded && !variant.MayRefuse)
            tally.Fail($"With {variant.Name} training ended with {ExitWords.Of(outcome.Exit)}", "Ignore hyperparameters you do not know.", evidence);
        else if (!outcome.Succeeded && string.IsNullOrWhiteSpace(outcome.FailureText))
            tally.Fail($"With {variant.Name} training ended with {ExitWords.Of(outcome.Exit)} and no failure file", Remedy, evidence);
        else if (outcome.Succeeded && !outcome.Trained)
            tally.Fail($"With {variant.Name} training exited 0 without a model", Remedy, evidence);
        else if (outcome.Succeeded && variant.Same && ModelDigest.Of(outcome.Model).DifferencesFrom(normal) is [var file, ..])
        {
            if (chance)
                tally.Warn("Two equal runs give different models, so spellings cannot be compared", "Fix the seed of whatever is random.", $"{file} differs.");
            else
                tally.Fail($"With {variant.Name} training exited 0 with another model: a value was silently misread", Remedy, [$"{file} differs.", .. evidence]);
        }
    }

    private sealed record Variant(string Name, JsonObject Values)
    {
        /// <summary>The same model is expected.</summary>
        public bool Same { get; init; } = true;

        public bool MayRefuse { get; init; } = true;
    }
}
