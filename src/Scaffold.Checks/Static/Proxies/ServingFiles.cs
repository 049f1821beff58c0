using System.Text;
using Scaffold.Checks.Dockerfiles;
using Scaffold.Checks.Image;
using Scaffold.Engine;

namespace Scaffold.Checks.Static.Proxies;

/// <summary>The text files that may set up a web server: of a repository, or of an image where there is none.</summary>
internal static class ServingFiles
{
    private const int Largest = 256 << 10, Most = 400, Deepest = 4;
    private static readonly HashSet<string> Endings = ["", ".conf", ".py", ".sh", ".template", ".cs"];
    private static readonly HashSet<string> Skipped = ["bin", "obj", "node_modules", "samples", "tests", "venv"];

    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(Subject subject, CancellationToken ct) =>
        subject.Directory is not null ? await InRepositoryAsync(subject.Directory, ct)
        : subject.Image is not null && subject.Engine.Can.Images ? await InImageAsync(await subject.ConfigAsync(ct), await subject.FilesAsync(ct), ct)
        : new Dictionary<string, string>();

    private static async Task<IReadOnlyDictionary<string, string>> InRepositoryAsync(string directory, CancellationToken ct)
    {
        Dictionary<string, string> texts = [];
        foreach (var file in Walk(new(directory), 0).Where(file => Endings.Contains(file.Extension) && file.Length <= Largest).Take(Most))
        {
            var text = await File.ReadAllTextAsync(file.FullName, ct);
            if (!text.Contains('\0', StringComparison.Ordinal))
                texts[Path.GetRelativePath(directory, file.FullName).Replace('\\', '/')] = file.Name == "Dockerfile" ? StartLines(text) : text;
        }
        return texts;
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo directory, int depth)
    {
        foreach (var file in directory.EnumerateFiles().Where(file => file.LinkTarget is null).OrderBy(file => file.Name, StringComparer.Ordinal))
            yield return file;
        if (depth == Deepest)
            yield break;
        var folders = directory.EnumerateDirectories().Where(folder => folder.LinkTarget is null && !folder.Name.StartsWith('.') && !Skipped.Contains(folder.Name));
        foreach (var file in folders.OrderBy(folder => folder.Name, StringComparer.Ordinal).SelectMany(folder => Walk(folder, depth + 1)))
            yield return file;
    }

    /// <summary>Only what says how the image starts, each on its own line: a RUN that installs gunicorn does not start it.</summary>
    private static string StartLines(string text)
    {
        var file = Dockerfile.Parse(text);
        var lines = text.Split('\n');
        foreach (var other in file.Instructions.Where(instruction => instruction.Keyword is not ("CMD" or "ENTRYPOINT" or "ENV")))
            Array.Clear(lines, other.Line - 1, other.EndLine - other.Line + 1);
        return string.Join('\n', lines);
    }

    private static async Task<IReadOnlyDictionary<string, string>> InImageAsync(ImageConfig config, IImageFiles files, CancellationToken ct)
    {
        Dictionary<string, string> texts = new() { ["the image's configuration"] = Settings(config) };
        ImagePrograms programs = new(config, files);
        foreach (var folder in programs.SearchPath.Prepend(ImagePath.Resolve("/", config.WorkingDirectory)).Distinct())
        {
            foreach (var name in (string[])["nginx.conf", "gunicorn.conf.py", "serve", "serve.py"])
                await AddAsync(ImagePath.Resolve(folder, name));
        }
        // The distribution's own settings count when nothing else is there for the nginx that is there.
        if (!texts.Keys.Any(path => path.EndsWith(".conf", StringComparison.Ordinal)) && await programs.FindAsync("nginx", ct) is not null)
        {
            await AddAsync("/etc/nginx/nginx.conf");
            foreach (var folder in (string[])["/etc/nginx/conf.d", "/etc/nginx/sites-enabled"])
            {
                foreach (var name in await files.ListAsync(folder, Most, ct))
                    await AddAsync(ImagePath.Resolve(folder, name));
            }
        }
        return texts;

        async Task AddAsync(string path)
        {
            if (await files.ReadAsync(path, Largest, ct) is { } bytes && !bytes.Contains((byte)0))
                texts[path] = Encoding.UTF8.GetString(bytes);
        }
    }

    /// <summary>What starts the image, in the words of a Dockerfile.</summary>
    private static string Settings(ImageConfig config) =>
        $"ENTRYPOINT {JsonForm.Write(config.Entrypoint)}\nCMD {JsonForm.Write(config.Command)}\n" +
        (config.Environment.TryGetValue("GUNICORN_CMD_ARGS", out var arguments) ? $"ENV gunicorn {arguments}\n" : "");
}
