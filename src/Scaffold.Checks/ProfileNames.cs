namespace Scaffold.Checks;

/// <summary>The names of profiles, as <c>--profile</c> and verify.json take them.</summary>
public static class ProfileNames
{
    /// <summary>Every profile by its name, in the order of <see cref="Profile"/>.</summary>
    public static IReadOnlyDictionary<string, Profile> Named { get; } = new Dictionary<string, Profile>(StringComparer.OrdinalIgnoreCase)
    {
        ["train"] = Profile.Train,
        ["serve"] = Profile.Serve,
        ["batch"] = Profile.Batch,
        ["async"] = Profile.Async,
        ["multi-model"] = Profile.MultiModel,
        ["pipeline"] = Profile.Pipeline,
        ["serverless"] = Profile.Serverless,
        ["streaming"] = Profile.Streaming,
        ["bidirectional"] = Profile.Bidirectional,
        ["distributed"] = Profile.Distributed,
        ["model-trainer"] = Profile.ModelTrainer,
        ["processing"] = Profile.Processing,
    };

    /// <summary>The names of all that are set.</summary>
    public static IReadOnlyList<string> NamesOf(Profile profiles) => [.. Named.Where(pair => profiles.HasFlag(pair.Value)).Select(pair => pair.Key)];

    /// <summary>A use with those it rests on: a batch transform talks to the server of an endpoint.</summary>
    public static Profile Complete(Profile profiles)
    {
        if ((profiles & (Profile.Batch | Profile.Async | Profile.Pipeline | Profile.Serverless | Profile.Streaming)) != 0)
            profiles |= Profile.Serve;
        if ((profiles & (Profile.Distributed | Profile.ModelTrainer)) != 0)
            profiles |= Profile.Train;
        return profiles;
    }
}
