using Scaffold.Core.Planning;
using Scaffold.Core.Problems;

namespace Scaffold.Core.Writing;

/// <summary>Writes a plan so that it is there whole or not at all, whenever the process is killed.</summary>
/// <remarks>
/// A new folder is made beside its place and renamed into it. A folder that is there already is changed through
/// <see cref="InPlaceUpdate"/>, which the next run rolls back when this one was killed.
/// </remarks>
public static class RepositoryWriter
{
    /// <summary>What <see cref="Write"/> would do to a folder, or its refusal. Of a plan's files none is written; what a killed run left is rolled back.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static IReadOnlyList<PlannedChange> Preview(string target, IReadOnlyList<PlannedFile> files, bool force)
    {
        Guard(target, force);
        var isNew = !Directory.Exists(target);
        return [.. files.Select(file => new PlannedChange(file.Path, isNew ? ChangeKind.Create : Classify(Path.Combine(target, file.Path), file)))];
    }

    /// <summary>Writes a plan, and says what that did.</summary>
    /// <exception cref="UserErrorException">A file of that name, or a folder with files and no <paramref name="force"/> (exit 73).</exception>
    public static IReadOnlyList<PlannedChange> Write(string target, IReadOnlyList<PlannedFile> files, bool force, CancellationToken ct)
    {
        var changes = Preview(target, files, force);
        try
        {
            if (Directory.Exists(target))
                InPlaceUpdate.Apply(target, files, [], ct);
            else
                NewFolder.Create(target, files, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(new("SM006", e.Message, target, "Make the place writable, or name another folder with --output.", ExitCode.Usage), e);
        }
        return changes;
    }

    /// <summary>Changes files of a repository that is there, all of them or none.</summary>
    /// <exception cref="UserErrorException">It cannot be written to.</exception>
    public static void Update(string target, IReadOnlyList<PlannedFile> files, CancellationToken ct) => Update(target, files, [], ct);

    /// <param name="removals">Paths of files that go.</param>
    /// <inheritdoc cref="Update(string, IReadOnlyList{PlannedFile}, CancellationToken)"/>
    internal static void Update(string target, IReadOnlyList<PlannedFile> files, IReadOnlyList<string> removals, CancellationToken ct)
    {
        try
        {
            InPlaceUpdate.Apply(target, files, removals, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(new("SM006", e.Message, target, "Make the repository writable, then run again.", ExitCode.Usage), e);
        }
    }

    private static void Guard(string target, bool force)
    {
        if (File.Exists(target))
            throw Taken($"{target} is a file.", target, "Name another folder with --output.");
        InPlaceUpdate.Recover(target);
        if (!force && Directory.Exists(target) && Entries(target).FirstOrDefault() is { } entry)
            throw Taken($"The folder is not empty: it holds {Path.GetFileName(entry)}.", target,
                "Name another folder with --output, or overwrite what has the same names with --force.");
    }

    // A fresh `git init` counts as empty: people do that first.
    private static IEnumerable<string> Entries(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Where(entry => Path.GetFileName(entry) is not ".git").Order(StringComparer.Ordinal);

    private static ChangeKind Classify(string path, PlannedFile file)
    {
        if (!File.Exists(path))
            return ChangeKind.Create;
        return File.ReadAllBytes(path).AsSpan().SequenceEqual(file.Content.Span) ? ChangeKind.Same : ChangeKind.Overwrite;
    }

    private static UserErrorException Taken(string what, string where, string fix) =>
        new(new("SM005", what, where, fix, ExitCode.WouldOverwrite));
}

/// <summary>What becomes of one path.</summary>
public sealed record PlannedChange(string Path, ChangeKind Kind);

/// <summary>How a planned file compares with the folder.</summary>
public enum ChangeKind
{
    Create,
    Overwrite,
    Same,
}
