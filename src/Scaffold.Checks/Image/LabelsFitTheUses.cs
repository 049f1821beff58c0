using Scaffold.Checks.Dockerfiles;
using Scaffold.Checks.Verification;

namespace Scaffold.Checks.Image;

/// <summary>The image bears the label that SageMaker asks for each declared use, with the value <c>true</c>.</summary>
internal sealed class LabelsFitTheUses : ICheck
{
    private static readonly Profile[] Labelled = [Profile.Pipeline, Profile.MultiModel, Profile.Bidirectional];

    public CheckInfo Info { get; } = new("C-23", "Each declared use has its label", Phase.Image, Profile.Pipeline | Profile.MultiModel | Profile.Bidirectional, ["PIP-03", "MME-01", "BID-01", "IMG-05"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Fails when a declared use lacks its label, without which CreateModel refuses the image for it, and when a label has another value
            than true. That the image also does what a label promises is judged by the checks of that use, which run where the label is.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var labels = (await subject.ConfigAsync(ct)).Labels;
        var file = await Dockerfile.OfAsync(subject, ct);
        Tally tally = new();
        List<string> seen = [];
        foreach (var use in Labelled)
        {
            var (name, label) = (ProfileNames.NamesOf(use)[0], ImageUses.LabelOf(use)!);
            var value = labels.GetValueOrDefault(label);
            tally.Measured[name] = value;
            var fix = $"Write LABEL {label}=true.";
            if (value == "true")
                seen.Add($"{name} by {label}");
            else if (value is null && subject.Profiles.HasFlag(use))
                tally.Fail($"The use {name} is declared, and the image has no label {label}: CreateModel refuses it.", fix);
            else if (value is not null && file?.WhereSet("LABEL", label) is { } at)
                tally.Fail(at, $"LABEL {label} is '{value}', not true.", fix);
            else if (value is not null)
                tally.Fail($"The label {label} is '{value}', not true.", fix);
        }
        return tally.ToFinding($"Labelled: {string.Join(", ", seen)}.");
    }
}
