using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;
using Scaffold.Core.Parameters;
using Scaffold.Cli.Reports;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Fleet;

/// <summary>A folder, or a glob with <c>*</c> and <c>**</c> that stands for every repository it matches; a shell need not expand it.</summary>
internal static class RepositoryPattern
{
    /// <param name="folder">Against which it is read.</param>
    /// <param name="where">The option or file that names it, for messages.</param>
    /// <returns>Full paths in ordinal order; a folder without a glob as it is, whether it is there or not.</returns>
    /// <exception cref="UserErrorException">The glob matches no repository.</exception>
    public static IReadOnlyList<string> Expand(string pattern, string folder, string where) =>
        Find(pattern, folder) is { Count: > 0 } found ? found : throw new UserErrorException(new("SM310", $"{Printable.Of(pattern)} matches no repository: no folder with a {ContainerJson.FileName}.", where,
            $"Correct it; it is read against {folder}.", ExitCode.Usage));

    /// <summary>The same, and none when it matches none.</summary>
    public static IReadOnlyList<string> Find(string pattern, string folder)
    {
        var parts = pattern.Split('/', '\\');
        var literal = parts.TakeWhile(part => !part.Contains('*', StringComparison.Ordinal)).Count();
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, string.Join('/', parts[..literal]) + (literal == 1 && parts[0].Length == 0 ? "/" : ""))));
        if (literal == parts.Length)
            return [root];
        Matcher matcher = new(StringComparison.Ordinal);
        matcher.AddInclude($"{string.Join('/', parts[literal..].Where(part => part.Length > 0))}/{ContainerJson.FileName}");
        matcher.AddExcludePatterns(["**/.git/**", "**/.sagemaker-container/**", "**/node_modules/**"]);
        return Directory.Exists(root)
            ? [.. matcher.Execute(new DirectoryInfoWrapper(new(root))).Files.Select(file => Path.GetDirectoryName(Path.Combine(root, file.Path))!).Order(StringComparer.Ordinal)]
            : [];
    }
}
