using System.Security.Cryptography;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;

namespace Scaffold.Templates;

/// <summary>The template of one language: each distinct rendering of each file once, with the condition it goes under.</summary>
/// <param name="Written">For every combination of choices, in order, the valid one that is written for it: <c>dotnet new</c> cannot refuse one.</param>
/// <param name="Mended">Combinations in which a parameter was changed, by the parameter's name.</param>
/// <param name="Groups">Files that appear under the same condition.</param>
internal sealed record TemplatePack(
    string Language,
    Condition Condition,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Written,
    IReadOnlyDictionary<string, IReadOnlyList<int>> Mended,
    IReadOnlyList<FileGroup> Groups)
{
    public static TemplatePack Render(string language)
    {
        var combinations = Combinations.For(language);
        Condition condition = new(combinations);
        var written = combinations.Select(choices => new Dictionary<string, string>(choices)).ToList();
        var mended = written
            .SelectMany((choices, index) => Exclusions.Mend(choices).Select(parameter => (parameter.Name, index)))
            .GroupBy(entry => entry.Name, entry => entry.index)
            .ToDictionary(group => group.Key, IReadOnlyList<int> (group) => [.. group]);
        // Many combinations are mended to the same one, and a template that looks at none of their differences gives the same bytes, not equal ones.
        Dictionary<string, IReadOnlyList<PlannedFile>> plans = [];
        Dictionary<ReadOnlyMemory<byte>, string> digests = [];
        var variants = written
            .SelectMany((choices, index) => Once(plans, string.Join(' ', choices.Values), () => Plan(language, choices)).Select(file => (file, index)))
            .GroupBy(entry => (entry.file.Path, Digest: Once(digests, entry.file.Content, () => Convert.ToHexString(SHA256.HashData(entry.file.Content.Span)))))
            .Select(group => (group.First().file, Where: group.Select(entry => entry.index).ToList()));
        var groups = variants
            .GroupBy(variant => string.Join(',', variant.Where), variant => variant)
            .Select(group => new FileGroup(condition.For(group.First().Where), group.First().Where, [.. group.Select(variant => variant.file)]))
            .OrderBy(group => group.Condition, StringComparer.Ordinal);
        return new(language, condition, written, mended, [.. groups]);
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

    private static IReadOnlyList<PlannedFile> Plan(string language, Dictionary<string, string> choices)
    {
        var given = new Dictionary<string, string>(choices) { ["program"] = Placeholders.Program(language) };
        if (choices["base"] is "explicit")
            given["base-image"] = Placeholders.BaseImage;
        return RepositoryPlan.For(Answers.Create(Placeholders.Name, given), Placeholders.StandIns(choices["base"]));
    }

    private static TValue Once<TKey, TValue>(Dictionary<TKey, TValue> known, TKey key, Func<TValue> make) where TKey : notnull =>
        known.TryGetValue(key, out var value) ? value : known[key] = make();

    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}

/// <summary>Files that appear under one condition.</summary>
/// <param name="Condition">In the template engine's language; empty for always.</param>
/// <param name="Where">The combinations it says, by index.</param>
internal sealed record FileGroup(string Condition, IReadOnlyList<int> Where, IReadOnlyList<PlannedFile> Files);
