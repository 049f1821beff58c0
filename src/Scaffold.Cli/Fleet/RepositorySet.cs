using Scaffold.Core.Problems;

namespace Scaffold.Cli.Fleet;

/// <summary>The repositories that a command is about, in the order they are done.</summary>
/// <param name="Canaries">Done before all others, and none of those when one of these fails.</param>
/// <param name="Others">In the order they were named.</param>
internal sealed record RepositorySet(IReadOnlyList<string> Canaries, IReadOnlyList<string> Others)
{
    public IEnumerable<string> All => Canaries.Concat(Others);

    public int Count => Canaries.Count + Others.Count;

    /// <param name="paths">Folders and globs of the command line.</param>
    /// <param name="file">The fleet file; null for none.</param>
    public static RepositorySet Of(IReadOnlyList<string> paths, IReadOnlyList<string> canaries, IReadOnlyList<string> except, FleetFile? file, Shard shard)
    {
        var here = Environment.CurrentDirectory;
        HashSet<string> left = [.. except.SelectMany(pattern => RepositoryPattern.Find(pattern, here)), .. (file?.Except ?? []).SelectMany(pattern => RepositoryPattern.Find(pattern, file!.Folder))];
        var first = Expand(canaries, here, "--canary").Concat(Expand(file?.Canaries, file?.Folder, file?.Path)).Distinct().ToList();
        var all = first.Concat(Expand(paths, here, "the command line")).Concat(Expand(file?.Repositories, file?.Folder, file?.Path)).Distinct().Where(folder => !left.Contains(folder)).ToList();
        if (all.Count == 0)
            throw new UserErrorException(new("SM312", "No repository is left to do.", file?.Path ?? "--except", "Name one, or leave fewer out.", ExitCode.Usage));

        // Machines may list a folder's entries in orders of their own; what a shard is must not depend on that.
        var isMine = all.Order(StringComparer.Ordinal).Index().ToDictionary(entry => entry.Item, entry => shard.Has(entry.Index));
        var mine = all.Where(folder => isMine[folder]).ToList();
        return new([.. mine.Intersect(first)], [.. mine.Except(first)]);
    }

    private static IEnumerable<string> Expand(IReadOnlyList<string>? patterns, string? folder, string? where) =>
        (patterns ?? []).SelectMany(pattern => RepositoryPattern.Expand(pattern, folder!, where!));
}
