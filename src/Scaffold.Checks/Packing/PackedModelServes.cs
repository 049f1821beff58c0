using Scaffold.Checks.Serving;

namespace Scaffold.Checks.Packing;

/// <summary>What training left, packed into model.tar.gz and unpacked in a fresh container, is served.</summary>
internal sealed class PackedModelServes : ICheck
{
    public CheckInfo Info { get; } = new("C-65", "The model serves after being packed and unpacked", Phase.Pack, Profile.Train | Profile.Serve, ["MOD-04", "MOD-05"])
    {
        Needs = Needs.Image | Needs.Channels,
        Details = """
            Packs what training left into `model.tar.gz` as SageMaker does, unpacks it in a fresh container and sends the first sample.

            - Fails: `/opt/ml/model` holds a symbolic link; the first sample gets no 200, or not the declared answer.
            - Skipped when the images do not both train and serve, and when a file of the model has more than 512 MB.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (!subject.Trainer.Profiles.HasFlag(Profile.Train) || !subject.Profiles.HasFlag(Profile.Serve))
            throw new PrerequisiteException(null, "the image is not judged for both training and serving");
        var trained = (await subject.Trainer.Training.PassingBaselineAsync(ct)).Outcome;
        if (trained.Model.FirstOrDefault(file => file.LinkTarget is not null) is { } link)
            return Finding.Fail($"/opt/ml/model holds a symbolic link, {link.Path} -> {link.LinkTarget}; hosting refuses such an archive.", "Save regular files: copy instead of linking.");

        var model = await subject.Servers.ModelAsync(ct);
        var server = await subject.Servers.WorkingAsync(ct, mine: true);
        Tally tally = new() { Measured = { ["archiveBytes"] = model.Archive?.Length }, RepeatCommand = server.Run.RepeatCommand };
        if (model.Archive is null)
            return Finding.Skip("A model file is too large to be packed here; it is served as training left it.");
        if (!server.IsReady)
            throw new PrerequisiteException("C-62", "the server never became ready");
        if (server.First is { } first)
            Judge(tally, first, subject.Samples.Requests[0]);
        return tally.ToFinding($"model.tar.gz ({model.Archive.Length:N0} bytes, no leading folder, no link) serves in a fresh container.");
    }

    private static void Judge(Tally tally, Reply first, SampleRequest sample)
    {
        const string Remedy = "Look for the model below /opt/ml/model exactly where training wrote it.";
        if (!first.IsOk)
            tally.Fail($"The unpacked model does not serve: {sample.Name} came to {first}", Remedy);
        else if (ExpectedAnswer.Difference(first, sample) is { } difference)
            tally.Fail($"The unpacked model serves wrong answers: {difference}", Remedy);
    }
}
