using System.IO.Enumeration;
using System.Text.Json;
using Scaffold.Core.Planning;
using Scaffold.Core.Problems;

namespace Scaffold.Core.Parameters;

/// <summary>What container.json says is its owner's alone: <c>"keep": ["Dockerfile", "container/*"]</c>. Regenerate reads, merges, adds and removes none of it.</summary>
public sealed class KeepList
{
    internal KeepList(IReadOnlyList<string> entries) => Entries = entries;

    public static KeepList None { get; } = new([]);

    /// <summary>Paths of the repository with forward slashes; <c>*</c> stands for any text, slashes too, and <c>?</c> for one letter.</summary>
    public IReadOnlyList<string> Entries { get; }

    public bool IsEmpty => Entries.Count is 0;

    /// <summary>Never container.json and the record, without which nothing could be regenerated.</summary>
    public bool Covers(string path) =>
        !IsEmpty && path is not ContainerJson.FileName && !PristineRecord.IsOurs(path) &&
        Entries.Any(entry => FileSystemName.MatchesSimpleExpression(entry, path, ignoreCase: false));

    /// <param name="root">Of container.json.</param>
    /// <exception cref="UserErrorException">It is no list of such paths.</exception>
    internal static KeepList Read(JsonElement root, string where)
    {
        if (!root.TryGetProperty("keep", out var list))
            return None;
        if (list.ValueKind is not JsonValueKind.Array)
            throw Bad("keep is no list", where);
        return new([.. list.EnumerateArray().Select(entry => Checked(entry, where))]);
    }

    private static string Checked(JsonElement entry, string where)
    {
        if (entry.ValueKind is not JsonValueKind.String)
            throw Bad($"keep holds {Printable.Of(entry.GetRawText())}, which is no text", where);
        var path = entry.GetString()!;
        var isInside = path.Length > 0 && path[0] is not '/' && !path.Contains('\\', StringComparison.Ordinal) && !(path is [_, ':', ..]) &&
            path.Split('/').All(part => part is not (".." or "." or ""));
        return isInside ? path : throw Bad($"keep holds '{Printable.Of(path)}', which is no path below the repository", where);
    }

    private static UserErrorException Bad(string what, string where) => new(new("SM324", $"{what}.", where,
        "Write paths from the repository's root with forward slashes, such as \"keep\": [\"Dockerfile\", \"container/*\"].", ExitCode.Usage));
}
