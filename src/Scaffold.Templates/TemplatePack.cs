using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;

namespace Scaffold.Templates;

/// <summary>The template of one language: each distinct rendering of each file once, with the condition it goes under.</summary>
/// <param name="Groups">Files that appear under the same condition.</param>
internal sealed record TemplatePack(string Language, IReadOnlyList<FileGroup> Groups)
{
    public static TemplatePack Render(string language)
    {
        var combinations = Combinations.For(language);
        var variants = combinations
            .SelectMany((choices, index) => Plan(language, choices).Select(file => (file, index)))
            .GroupBy(entry => (entry.file.Path, Content: Convert.ToHexString(entry.file.Content.Span)))
            .Select(group => (group.First().file, Where: group.Select(entry => entry.index).ToList()));
        var groups = variants
            .GroupBy(variant => string.Join(',', variant.Where), variant => variant)
            .Select(group => new FileGroup(Condition.For(combinations, group.First().Where), [.. group.Select(variant => variant.file)]))
            .OrderBy(group => group.Condition, StringComparer.Ordinal);
        return new(language, [.. groups]);
    }

    public void WriteTo(string folder)
    {
        for (var i = 0; i < Groups.Count; i++)
        {
            foreach (var file in Groups[i].Files)
                Write(Path.Combine(folder, FolderOf(i), file.Path), file.Content.Span);
        }

        var config = Path.Combine(folder, ".template.config");
        Write(Path.Combine(config, "template.json"), TemplateJson.For(this));
        Write(Path.Combine(config, "dotnetcli.host.json"), HostJson.CommandLine());
        Write(Path.Combine(config, "ide.host.json"), HostJson.Ide());
        Write(Path.Combine(config, "icon.png"), HostJson.Icon());
    }

    public static string FolderOf(int group) => $"files/{group:00}";

    private static IReadOnlyList<PlannedFile> Plan(string language, IReadOnlyDictionary<string, string> choices)
    {
        var given = new Dictionary<string, string>(choices) { ["program"] = Placeholders.Program(language) };
        return RepositoryPlan.For(Answers.Create(Placeholders.Name, given));
    }

    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}

/// <summary>Files that appear under one condition.</summary>
/// <param name="Condition">In the template engine's language; empty for always.</param>
internal sealed record FileGroup(string Condition, IReadOnlyList<PlannedFile> Files);
