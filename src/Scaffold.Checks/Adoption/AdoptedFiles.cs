using System.Text.RegularExpressions;
using Scaffold.Checks.Dockerfiles;
using Scaffold.Core.Regeneration;

namespace Scaffold.Checks.Adoption;

/// <summary>The small files of a repository that was made by hand: what it is recognised by, and what is mended.</summary>
internal sealed class AdoptedFiles
{
    private const int Largest = 256 << 10, Most = 1_000, Deepest = 5;
    private static readonly HashSet<string> Skipped = ["bin", "obj", "node_modules", "venv", "__pycache__", "site-packages"];
    private readonly string _folder;
    private readonly Dictionary<string, OwnerFile> _files;
    private readonly Dictionary<string, string> _texts = [];

    private AdoptedFiles(string folder, Dictionary<string, OwnerFile> files)
    {
        (_folder, _files) = (folder, files);
        foreach (var (path, file) in files)
        {
            if (FileText.Read(file.Content.Span) is { } text)
                _texts[path] = text.Text;
        }
        Dockerfile = Dockerfile.Parse(_texts.GetValueOrDefault("Dockerfile", ""));
    }

    public static AdoptedFiles Read(string folder)
    {
        Dictionary<string, OwnerFile> files = [];
        foreach (var path in Walk(new(folder), Largest).Take(Most).Select(file => Path.GetRelativePath(folder, file.FullName).Replace('\\', '/')))
        {
            if (OwnerFile.Find(folder, path) is { IsReplaced: false } file)
                files[path] = file;
        }
        return new(folder, files);
    }

    /// <summary>In the order of their depth, then of their names.</summary>
    public IEnumerable<string> Paths => _files.Keys;

    public Dockerfile Dockerfile { get; }

    /// <summary>The stage that becomes the image; null for a Dockerfile without FROM.</summary>
    public Stage? Stage => Dockerfile.FinalStage;

    public OwnerFile this[string path] => _files[path];

    /// <summary>Without a byte order mark; null for what is no text, or not there.</summary>
    public string? Text(string path) => _texts.GetValueOrDefault(path);

    public IEnumerable<(string Path, string Text)> Texts(Func<string, bool> wanted) =>
        Paths.Where(path => wanted(path) && _texts.ContainsKey(path)).Select(path => (path, _texts[path]));

    /// <summary>The first line that a pattern fits; null when none does.</summary>
    public SourcePlace? Find(Func<string, bool> wanted, Regex shape)
    {
        foreach (var (path, text) in Texts(wanted))
        {
            if (shape.Match(text) is { Success: true } match)
                return new(path, text.AsSpan(0, match.Index).Count('\n') + 1);
        }
        return null;
    }

    public AdoptedFiles With(string path, OwnerFile file) => new(_folder, new(_files) { [path] = file });

    /// <summary>A change of a file's text, in its own encoding.</summary>
    public Mend Rewritten(string check, string path, string what, string text) =>
        new(check, path, what, this[path] with { Content = FileText.Read(this[path].Content.Span)!.Encode(text) });

    /// <summary>A copy in which checks of files can be run: these files, and programs that are larger.</summary>
    public void WriteTo(string folder)
    {
        foreach (var program in Walk(new(_folder), long.MaxValue).Where(file => file.Length > Largest && file.Extension is "" or ".sh"))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(_folder, program.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            program.CopyTo(target);
        }
        foreach (var (path, file) in _files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, file.Content.Span);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(target, (UnixFileMode)(file.Executable ? 0b111_101_101 : 0b110_100_100));
        }
    }

    // The nearest first: a repository keeps what matters near its root.
    private static IEnumerable<FileInfo> Walk(DirectoryInfo root, long largest)
    {
        List<DirectoryInfo> level = [root];
        for (var depth = 0; depth <= Deepest && level.Count > 0; depth++)
        {
            foreach (var file in level.SelectMany(folder => folder.EnumerateFiles().Where(file => file.LinkTarget is null && file.Length <= largest).OrderBy(file => file.Name, StringComparer.Ordinal)))
                yield return file;
            level = [.. level.SelectMany(folder => folder.EnumerateDirectories().Where(IsWanted).OrderBy(child => child.Name, StringComparer.Ordinal))];
        }
    }

    private static bool IsWanted(DirectoryInfo folder) =>
        folder.LinkTarget is null && !folder.Name.StartsWith('.') && !Skipped.Contains(folder.Name) && !File.Exists(Path.Combine(folder.FullName, "pyvenv.cfg"));
}
