namespace Scaffold.Checks.Adoption;

/// <summary>A value for a parameter, and what speaks for it.</summary>
/// <param name="Parameter">A name of template.json.</param>
/// <param name="Why">What was seen, after the place, such as <c>names scikit-learn</c>.</param>
/// <param name="Where">Null when no line says so.</param>
public sealed record Proposal(string Parameter, string Value, string Why, SourcePlace? Where = null)
{
    public ProposalSource Source { get; init; } = ProposalSource.Seen;

    /// <summary>Such as <c>requirements.txt(3) names scikit-learn</c>.</summary>
    public string Reason => Where is null ? Why : $"{Where} {Why}";
}

/// <summary>Where the value of a parameter comes from.</summary>
public enum ProposalSource
{
    /// <summary>The repository shows it.</summary>
    Seen,

    /// <summary>The owner said so, with <c>--set</c>.</summary>
    Set,

    /// <summary>Nothing shows it.</summary>
    Default,
}
