namespace Scaffold.Checks.Serving;

/// <summary>A media type without its parameters, in lower case.</summary>
internal readonly record struct MediaType(string Name)
{
    public static MediaType Of(string? header) => new((header ?? "").Split(';', 2)[0].Trim().ToLowerInvariant());

    public bool IsCsv => Name is "text/csv" or "application/csv";

    public bool IsJsonLines => Name is "application/jsonlines" or "application/x-jsonlines" or "application/jsonl" or "application/x-ndjson" or "application/ndjson";

    public bool IsJson => Name is "application/json" or "text/json" || Name.EndsWith("+json", StringComparison.Ordinal);

    /// <summary>A charset means something with it.</summary>
    public bool IsText => IsCsv || IsJson || IsJsonLines || Name.StartsWith("text/", StringComparison.Ordinal);
}
