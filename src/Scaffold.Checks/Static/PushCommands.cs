using System.Text.RegularExpressions;

namespace Scaffold.Checks.Static;

/// <summary>Finds commands of a repository that build and push an image in one go, in a form that CreateModel may refuse.</summary>
internal static partial class PushCommands
{
    private const int Largest = 256 << 10, Most = 200, Deepest = 3;
    private static readonly HashSet<string> Names = ["Makefile", "makefile", "justfile", "Jenkinsfile"];
    private static readonly HashSet<string> Endings = [".sh", ".mk", ".yml", ".yaml", ".ps1"];
    private static readonly HashSet<string> Skipped = ["bin", "obj", "node_modules", "samples", "venv", ".venv", ".git"];

    public static async Task<IReadOnlyList<PushCommand>> InAsync(string directory, CancellationToken ct)
    {
        List<PushCommand> found = [];
        foreach (var file in Walk(new(directory), 0).Where(file => (Names.Contains(file.Name) || Endings.Contains(file.Extension)) && file.Length <= Largest).Take(Most))
            found.AddRange(In(await File.ReadAllTextAsync(file.FullName, ct), Path.GetRelativePath(directory, file.FullName).Replace('\\', '/')));
        return found;
    }

    internal static IEnumerable<PushCommand> In(string text, string file)
    {
        var plain = NoDefaults().IsMatch(text);
        foreach (Match command in Build().Matches(text))
        {
            var words = command.Value;
            var reason = !Pushes().IsMatch(words) ? null
                : Platforms().IsMatch(words) ? "for several platforms, which is an index"
                : OciTypes().IsMatch(words) ? "with OCI media types"
                : Sbom().IsMatch(words) || !(plain || NoProvenance().IsMatch(words)) ? "with attestations, which make an OCI index of it"
                : null;
            if (reason is not null)
                yield return new(new(file, text.AsSpan(0, command.Index).Count('\n') + 1), reason);
        }
        if (Action().Match(text) is { Success: true } action && ActionPushes().IsMatch(text) && !ActionIsPlain().IsMatch(text))
            yield return new(new(file, text.AsSpan(0, action.Index).Count('\n') + 1), "with attestations, which make an OCI index of it");
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo directory, int depth)
    {
        foreach (var file in directory.EnumerateFiles().Where(file => file.LinkTarget is null).OrderBy(file => file.Name, StringComparer.Ordinal))
            yield return file;
        if (depth == Deepest)
            yield break;
        var folders = directory.EnumerateDirectories().Where(folder => folder.LinkTarget is null && !Skipped.Contains(folder.Name));
        foreach (var file in folders.OrderBy(folder => folder.Name, StringComparer.Ordinal).SelectMany(folder => Walk(folder, depth + 1)))
            yield return file;
    }

    /// <summary>A build with its lines that end in a backslash or a backtick, up to the end of the command.</summary>
    [GeneratedRegex(@"(?<=^[^\n#]*)\bdocker\s+(buildx\s+)?build\b([\\`]\r?\n|[^\n;&|#])*", RegexOptions.Multiline)]
    private static partial Regex Build();

    [GeneratedRegex(@"\s--push\b(?!=false)|push=true|type=registry")]
    private static partial Regex Pushes();

    [GeneratedRegex(@"--platform[= ]\s*[""']?[^\s,]+,")]
    private static partial Regex Platforms();

    [GeneratedRegex(@"oci-mediatypes=true")]
    private static partial Regex OciTypes();

    [GeneratedRegex(@"--sbom(?![= ]false)|--attest[= ]\S*type=sbom(?!\S*disabled=true)")]
    private static partial Regex Sbom();

    [GeneratedRegex(@"--provenance[= ]\s*[""']?false|--attest[= ]\S*type=provenance\S*disabled=true")]
    private static partial Regex NoProvenance();

    [GeneratedRegex(@"BUILDX_NO_DEFAULT_ATTESTATIONS[""']?\s*[:=]\s*[""']?(1|true)")]
    private static partial Regex NoDefaults();

    [GeneratedRegex(@"docker/build-push-action@", RegexOptions.None)]
    private static partial Regex Action();

    [GeneratedRegex(@"^\s*push:\s*[""']?true", RegexOptions.Multiline)]
    private static partial Regex ActionPushes();

    [GeneratedRegex(@"^\s*provenance:\s*[""']?false", RegexOptions.Multiline)]
    private static partial Regex ActionIsPlain();
}

/// <summary>A command that pushes what CreateModel may refuse.</summary>
/// <param name="How">In what form.</param>
internal sealed record PushCommand(SourcePlace At, string How);
