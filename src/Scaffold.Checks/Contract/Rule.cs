namespace Scaffold.Checks.Contract;

/// <summary>A rule of the container contract, as content/contract/rules.json has it.</summary>
/// <param name="Id">Family and number, such as TRN-16.</param>
/// <param name="Level">MUST, SHOULD, MAY, or INFO for what the platform gives; null for what the toolkit does.</param>
/// <param name="Text">Markdown.</param>
/// <param name="Source">Where it was read or seen, in the shorthand that docs/rules.md explains.</param>
/// <param name="Page">The AWS page behind it, else the thread or the source; null when there is none.</param>
public sealed record Rule(string Id, string? Level, string Text, string Source, Uri? Page)
{
    /// <summary>TRN of TRN-16.</summary>
    public string Family => Id[..Id.LastIndexOf('-')];

    /// <summary>The page is AWS's own documentation.</summary>
    public bool IsDocumented => Page?.Host is "docs.aws.amazon.com";
}
