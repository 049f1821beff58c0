using Scaffold.Core.Planning;

namespace Scaffold.Core.Regeneration;

/// <summary>Three trees into one: what the template wrote, what its owner has, and what the template writes today. Pure.</summary>
/// <param name="pristine">Recorded files by path.</param>
/// <param name="owner">What the owner has at a path; null for nothing.</param>
/// <param name="labels">The names of both sides in conflict marks.</param>
public sealed class TreeMerge(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> pristine, Func<string, OwnerFile?> owner, MergeLabels labels)
{
    /// <summary>The changes, sorted by path; files that stay as they are included.</summary>
    public IReadOnlyList<FileChange> Plan(IReadOnlyList<PlannedFile> today)
    {
        var wanted = today.Where(file => !PristineRecord.IsOurs(file.Path)).ToDictionary(file => file.Path);
        var gone = pristine.Keys.Where(path => !wanted.ContainsKey(path)).ToList();
        var fresh = wanted.Values.Where(file => !pristine.ContainsKey(file.Path)).ToList();
        var moves = Renames.Find(gone.ToDictionary(path => path, path => pristine[path]), fresh);

        var changes = wanted.Values.Select(file => moves.TryGetValue(file.Path, out var from) ? Move(from, file) : Keep(file))
            .Concat(gone.Except(moves.Values).Select(Drop));
        return [.. changes.OrderBy(change => change.Path, StringComparer.Ordinal)];
    }

    private FileChange Keep(PlannedFile file)
    {
        var ours = owner(file.Path);
        return pristine.TryGetValue(file.Path, out var before) ? Three(file, before, ours) : Add(file, ours);
    }

    private FileChange Add(PlannedFile file, OwnerFile? ours)
    {
        if (ours is null)
            return new(file.Path, FileClass.Added) { Write = file };
        return Three(file, ReadOnlyMemory<byte>.Empty, ours);
    }

    private FileChange Three(PlannedFile file, ReadOnlyMemory<byte> before, OwnerFile? ours)
    {
        FileChange change = new(file.Path, FileClass.Clean) { Before = ours };
        if (ours is null)
            return change with { Class = FileClass.Kept, Why = "you deleted it" };
        if (ours.IsReplaced)
            return change with { Class = FileClass.Kept, Why = "a link or folder of yours is in its place" };

        var result = FileMerge.Merge(before, ours.Content, file.Content, labels);
        var executable = ours.Executable == IsProgram(before) ? file.Executable : ours.Executable;
        if (OperatingSystem.IsWindows())
            executable = ours.Executable;
        var same = result.Content.Span.SequenceEqual(ours.Content.Span) && executable == ours.Executable;
        return change with
        {
            Class = result.Class is FileClass.Clean && !same ? FileClass.Updated : result.Class, // Clean, but for its mode
            Why = result.Why,
            Write = same ? null : new(file.Path, result.Content, executable),
        };
    }

    private FileChange Move(string from, PlannedFile file)
    {
        OwnerFile? ours = owner(from), there = owner(file.Path);
        // Its owner may have moved it first.
        if (ours is null && there is not null)
            return Three(file, pristine[from], there);
        if (ours is null or { IsReplaced: true })
            return new(file.Path, FileClass.Kept) { From = from, Why = ours is null ? $"you deleted {from}" : $"a link or folder of yours is in the place of {from}" };
        if (there is not null)
            return new(file.Path, FileClass.Conflict) { From = from, Before = there, Why = $"the template moved {from} here, where a file of yours is" };

        var moved = Three(file, pristine[from], ours);
        return moved with
        {
            From = from,
            Delete = from,
            Class = moved.Class is FileClass.Conflict ? FileClass.Conflict : FileClass.Renamed,
            Write = moved.Write ?? new(file.Path, ours.Content, ours.Executable),
        };
    }

    private FileChange Drop(string path)
    {
        var ours = owner(path);
        FileChange change = new(path, FileClass.Removed) { Before = ours };
        if (ours is null)
            return change with { Class = FileClass.Clean };
        if (ours.IsReplaced)
            return change with { Class = FileClass.Kept, Why = "a link or folder of yours is in its place" };
        return FileMerge.IsSame(pristine[path], ours.Content)
            ? change with { Delete = path }
            : change with { Class = FileClass.Conflict, Why = "the template has it no more, and you changed it: it stays" };
    }

    private static bool IsProgram(ReadOnlyMemory<byte> content) => content.Span.StartsWith("#!"u8);
}
