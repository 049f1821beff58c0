namespace Scaffold.Engine.Registry;

/// <summary>What was said of a tag. Closed: these three cases are all there are.</summary>
public abstract record TagAnswer
{
    private TagAnswer() { }

    /// <param name="Digest">Of the index where the tag names one for several platforms.</param>
    public sealed record Found(string Digest, string MediaType) : TagAnswer;

    /// <summary>There is no such tag.</summary>
    public sealed record Gone(string Reason) : TagAnswer;

    /// <summary>Nobody could say: the registry is down, wants a login, or is none.</summary>
    public sealed record Unreachable(string Reason, string Fix) : TagAnswer;
}
