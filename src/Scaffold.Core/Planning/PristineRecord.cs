using Scaffold.Core.Problems;

namespace Scaffold.Core.Planning;

/// <summary>What the template wrote, kept in the repository itself: regenerate holds it against what its owner has, and what today's template writes.</summary>
public static class PristineRecord
{
    /// <summary>Everything in it is the tool's, not the owner's.</summary>
    public const string Home = ".sagemaker-container/";

    /// <summary>Below it a copy of each file under its own path, none executable.</summary>
    public const string Folder = Home + "pristine/";

    /// <summary>The files of a plan and the record of them, sorted by path.</summary>
    public static IReadOnlyList<PlannedFile> With(IReadOnlyList<PlannedFile> files) =>
        [.. files.Concat(files.Where(file => !IsOurs(file.Path)).Select(Copy)).OrderBy(file => file.Path, StringComparer.Ordinal)];

    public static PlannedFile Copy(PlannedFile file) => new(Folder + file.Path, file.Content, Executable: false);

    public static bool IsOurs(string path) => path.StartsWith(Home, StringComparison.Ordinal);

    /// <summary>The recorded files of a repository, by their own paths.</summary>
    /// <exception cref="UserErrorException">There is no record.</exception>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(string repository)
    {
        var folder = Path.Combine(repository, Folder);
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException(new("SM303", "The repository has no record of what the template wrote.", folder,
                "Restore the folder from version control; a repository that never had one was not written by this tool, or by one before it kept records.", ExitCode.Usage));
        }
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file));
    }
}
