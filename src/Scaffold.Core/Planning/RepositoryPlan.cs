using Scaffold.Core.Parameters;
using Scaffold.Core.Rendering;

namespace Scaffold.Core.Planning;

/// <summary>What a set of parameters comes to: every file of the repository. Pure; writes nothing.</summary>
public static class RepositoryPlan
{
    private const string Suffix = ".scriban";

    /// <summary>The files, sorted by path; the same for equal parameters, always.</summary>
    /// <param name="standIns">Texts to print in place of values, by <see cref="TemplateModel"/>'s names; for the template pack.</param>
    public static IReadOnlyList<PlannedFile> For(Answers answers, IReadOnlyDictionary<string, string>? standIns = null)
    {
        var model = TemplateModel.For(answers, standIns ?? new Dictionary<string, string>());
        return [.. Sources(answers)
            .Select(source => Render(source, answers, model))
            .OfType<PlannedFile>()
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    // Layer upon layer: a file takes the place of the same one in a layer before it.
    private static IEnumerable<(string Resource, string Path)> Sources(Answers answers)
    {
        string framework = $"{answers.Language}-{answers["framework"]}", server = $"{answers.Language}-{answers["server"]}";
        (string Folder, string Into)[] layers =
        [
            ("templates/common/", ""),
            ($"templates/{answers.Language}/", ""),
            ($"templates/{framework}/", ""),
            ($"templates/{server}/", ""),
            ("content/samples/common/", "samples/"),
            ($"content/samples/{framework}/", "samples/"),
        ];
        Dictionary<string, string> sources = [];
        foreach (var (folder, into) in layers)
        {
            foreach (var name in Resources.Names(folder))
                sources[WithoutSuffix(into + name[folder.Length..])] = name;
        }
        return sources.Where(source => Parts.Has(answers, source.Key)).Select(source => (source.Value, source.Key));
    }

    private static string WithoutSuffix(string path) => path.EndsWith(Suffix, StringComparison.Ordinal) ? path[..^Suffix.Length] : path;

    private static PlannedFile? Render((string Resource, string Path) source, Answers answers, TemplateModel model)
    {
        var isTemplate = source.Resource.EndsWith(Suffix, StringComparison.Ordinal);
        var content = isTemplate ? Renderer.Render(source.Resource, model) : Resources.Bytes(source.Resource);
        return isTemplate && content.Length == 0 ? null : new(ProgramPath(source.Path, answers), content, content.AsSpan().StartsWith("#!"u8));
    }

    // The starter is the owner's training program, so it bears the name SAGEMAKER_PROGRAM gives.
    private static string ProgramPath(string path, Answers answers) =>
        answers.Language is Language.Python && path is "code/train.py" ? $"code/{answers["program"]}" : path;
}
