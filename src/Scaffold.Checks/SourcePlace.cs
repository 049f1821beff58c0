namespace Scaffold.Checks;

/// <summary>A line of the repository that a finding is about.</summary>
/// <param name="File">Relative to the repository, with forward slashes.</param>
/// <param name="Line">From 1.</param>
public sealed record SourcePlace(string File, int Line)
{
    /// <summary>As messages name it, such as <c>Dockerfile(12)</c>.</summary>
    public override string ToString() => $"{File}({Line})";
}
