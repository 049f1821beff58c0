using System.Text;
using Scaffold.Core.Adoption;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;
using Scaffold.Core.Problems;
using Scaffold.Core.Writing;

namespace Scaffold.Core.Regeneration;

/// <summary>What brings one repository to today's templates and to the parameters in its container.json; nothing is written until <see cref="Apply"/>.</summary>
public sealed class RepositoryUpdate
{
    private readonly IReadOnlyList<PlannedFile> _record;
    private readonly IReadOnlyList<string> _outdated;

    private RepositoryUpdate(string folder, string from, Answers answers, IReadOnlyList<FileChange> files, IReadOnlyList<PlannedFile> record, IReadOnlyList<string> outdated) =>
        (Folder, From, Answers, Files, _record, _outdated) = (folder, from, answers, files, record, outdated);

    public string Folder { get; }

    /// <summary>Version of the tool that wrote it last.</summary>
    public string From { get; }

    public Answers Answers { get; }

    public IReadOnlyList<FileChange> Files { get; }

    public bool HasConflicts => Files.Any(file => file.Class is FileClass.Conflict);

    /// <summary>What it leaves alone.</summary>
    public KeepList Keep { get; private init; } = KeepList.None;

    /// <summary>An earlier run was killed, and the repository is again as it was before that.</summary>
    public bool WasRolledBack { get; private init; }

    private bool IsOutline { get; init; }

    /// <summary>It is not what its parameters and today's templates come to.</summary>
    public bool HasDrift => _record.Count > 0 || _outdated.Count > 0 || Files.Any(file => file.Write is not null || file.Delete is not null || file.Class is FileClass.Conflict);

    /// <param name="changes">Parameters to change, by name.</param>
    /// <param name="overlay">Null for none.</param>
    /// <exception cref="UserErrorException">It is no repository of ours, its record is missing, or its parameters are not good.</exception>
    public static RepositoryUpdate Plan(string folder, IReadOnlyDictionary<string, string> changes, IOverlay? overlay)
    {
        var recovered = InPlaceUpdate.Recover(folder);
        var given = ContainerJson.Read(folder, changes);
        var recorded = Without(given.Keep, PristineRecord.Read(folder));
        var pristine = new Dictionary<string, ReadOnlyMemory<byte>>(recorded);
        if (pristine.TryGetValue(ContainerJson.FileName, out var written) && OwnerFile.Find(folder, ContainerJson.FileName) is { } edited && !written.Span.SequenceEqual(edited.Content.Span))
            pristine[ContainerJson.FileName] = AsEdited(folder, given) ?? written;
        var rendered = RepositoryPlan.For(given.Answers);
        var today = given.Keep.IsEmpty ? rendered : [.. rendered.Where(file => !given.Keep.Covers(file.Path))];
        MergeLabels labels = new("yours", $"template {ToolVersion.Current}");
        var overlaid = overlay is null ? null : Overlaid(folder, overlay, pristine, today);
        OwnerFile? Owner(string path) => path == overlay?.Path && overlaid is not null ? overlaid.Lifted : OwnerFile.Find(folder, path);
        var files = new TreeMerge(pristine, Owner, labels).Plan(today).Select(file => overlaid?.Lay(file) ?? file);

        var own = today.Where(file => PristineRecord.IsOurs(file.Path)).ToList();
        var record = today.Except(own)
            .Where(file => !recorded.TryGetValue(file.Path, out var before) || !before.Span.SequenceEqual(file.Content.Span))
            .Select(PristineRecord.Copy)
            .Concat(own.Where(file => !(OwnerFile.Find(folder, file.Path)?.Content.Span.SequenceEqual(file.Content.Span) ?? false)))
            .ToList();
        var outdated = pristine.Keys.Except(today.Select(file => file.Path)).Select(path => PristineRecord.Folder + path).ToList();
        var merged = files.Select(file => Unresolved(file, labels));
        if (today.Count < rendered.Count)
            merged = merged.Concat(Kept(folder, rendered, given.Keep)).OrderBy(file => file.Path, StringComparer.Ordinal);
        return new(folder, given.Version, given.Answers, [.. merged], record, outdated) { WasRolledBack = recovered, Keep = given.Keep };
    }

    /// <summary>Makes a repository that was made by hand one of ours: adds container.json and the record, and mends files of its owner.</summary>
    /// <param name="answers">What container.json is to say.</param>
    /// <param name="mends">Changes of the owner's files.</param>
    /// <param name="recovered">An earlier run was killed and is undone.</param>
    public static RepositoryUpdate Adopt(string folder, Answers answers, IReadOnlyList<FileChange> mends, bool recovered)
    {
        var rendered = RepositoryPlan.For(answers);
        var keep = KeepProposal.Of(folder, rendered);
        var taken = rendered.Where(file => !keep.Covers(file.Path)).ToList();
        var container = taken.Single(file => file.Path is ContainerJson.FileName);
        FileChange added = new(container.Path, FileClass.Added) { Write = container with { Content = KeepProposal.Into(container.Content, keep) } };
        var record = taken.Select(file => PristineRecord.IsOurs(file.Path) ? file : PristineRecord.Copy(file)).ToList();
        return new(folder, ToolVersion.Current, answers, [.. mends.Append(added).OrderBy(file => file.Path, StringComparer.Ordinal)], record, []) { WasRolledBack = recovered, Keep = keep };
    }

    /// <summary>A file as it will be; null when there will be none, or a link or folder of the owner's.</summary>
    public ReadOnlyMemory<byte>? After(string path)
    {
        if (Files.FirstOrDefault(file => file.Write?.Path == path) is { } change)
            return change.Write!.Content;
        return Files.Any(file => file.Delete == path) || OwnerFile.Find(Folder, path) is not { IsReplaced: false } ours ? null : ours.Content;
    }

    /// <summary>The same update, after which a file of the owner's holds something else, and the record one more file.</summary>
    /// <param name="why">For the person who reads the plan.</param>
    public RepositoryUpdate With(string path, ReadOnlyMemory<byte> content, string why, PlannedFile record)
    {
        var planned = Files.FirstOrDefault(file => file.Path == path);
        var before = OwnerFile.Find(Folder, path);
        var change = (planned ?? new(path, FileClass.Updated) { Before = before }) with
        {
            Class = planned is null or { Class: FileClass.Clean or FileClass.Kept } ? FileClass.Updated : planned.Class,
            Why = planned?.Why is null ? why : $"{planned.Why}; {why}",
            Write = new(path, content, planned?.Write?.Executable ?? before?.Executable ?? false),
        };
        return new(Folder, From, Answers, [.. Files.Where(file => file != planned).Append(change).OrderBy(file => file.Path, StringComparer.Ordinal)],
            [.. _record, record], _outdated)
        { WasRolledBack = WasRolledBack, Keep = Keep };
    }

    /// <summary>The same without what is in the files, for a report on very many repositories; there is nothing left to write.</summary>
    public RepositoryUpdate Outline() => new(Folder, From, Answers, [.. Files.Select(file => file.Outline())], [.. _record.Select(file => file with { Content = default })], _outdated)
    {
        WasRolledBack = WasRolledBack,
        Keep = Keep,
        IsOutline = true,
    };

    /// <summary>Writes all of it, or, when it fails or is killed, nothing.</summary>
    /// <param name="folder">The repository, or a copy of it.</param>
    public void Apply(string folder, CancellationToken ct)
    {
        if (IsOutline)
            throw new InvalidOperationException("An outline has nothing to write.");
        RepositoryWriter.Update(
            folder,
            [.. Files.Select(file => file.Write).OfType<PlannedFile>(), .. _record],
            [.. Files.Select(file => file.Delete).OfType<string>(), .. _outdated],
            ct);
    }

    private static OverlaidFile? Overlaid(string folder, IOverlay overlay, Dictionary<string, ReadOnlyMemory<byte>> pristine, IReadOnlyList<PlannedFile> today)
    {
        List<ReadOnlyMemory<byte>> template = [.. today.Where(file => file.Path == overlay.Path).Select(file => file.Content)];
        if (pristine.TryGetValue(overlay.Path, out var before))
            template.Add(before);
        return OverlaidFile.Find(overlay, OwnerFile.Find(folder, overlay.Path), template);
    }

    // What is kept is not in the record's care either: taken out of the list, it is merged from what the template wrote before it was kept.
    private static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Without(KeepList keep, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> recorded) =>
        keep.IsEmpty ? recorded : recorded.Where(file => !keep.Covers(file.Key)).ToDictionary();

    private static IEnumerable<FileChange> Kept(string folder, IReadOnlyList<PlannedFile> rendered, KeepList keep) =>
        from file in rendered
        where keep.Covers(file.Path)
        let owner = OwnerFile.Find(folder, file.Path)
        where owner is not null
        select new FileChange(file.Path, FileClass.Kept) { Before = owner, Why = "container.json says so" };

    // The parameters in the file are its owner's and the template's alike: what an edit of them changed is no change against the template.
    private static ReadOnlyMemory<byte>? AsEdited(string folder, ContainerJson given)
    {
        Answers answers;
        try
        {
            answers = ContainerJson.Read(folder, new Dictionary<string, string>()).Answers;
        }
        catch (UserErrorException)
        {
            return null; // only with the changes that were asked for it is good
        }
        var rendered = RepositoryPlan.For(answers).Single(file => file.Path is ContainerJson.FileName).Content;
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(rendered.Span).Replace($"\"version\": \"{ToolVersion.Current}\"", $"\"version\": \"{given.Version}\"", StringComparison.Ordinal));
    }

    // Marks of an earlier run that nobody has settled yet.
    private static FileChange Unresolved(FileChange file, MergeLabels labels) =>
        file.Class is not FileClass.Conflict && file.Before is { IsReplaced: false } before && file.Write is null && HasMarks(before.Content.Span, labels)
            ? file with { Class = FileClass.Conflict, Why = "conflict marks of an earlier run are in it: settle them" }
            : file;

    private static bool HasMarks(ReadOnlySpan<byte> content, MergeLabels labels) =>
        content.IndexOf(Encoding.UTF8.GetBytes($"<<<<<<< {labels.Ours}")) >= 0 && content.IndexOf(">>>>>>> template "u8) >= 0;
}
