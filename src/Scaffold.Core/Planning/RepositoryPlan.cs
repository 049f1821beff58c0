using System.Text;
using Scaffold.Core.Parameters;
using Scaffold.Core.Rendering;

namespace Scaffold.Core.Planning;

/// <summary>What a set of parameters comes to: every file of the repository. Pure; writes nothing.</summary>
public static class RepositoryPlan
{
    private const string Suffix = ".scriban";

    /// <summary>The files, sorted by path; the same for equal parameters, always.</summary>
    public static IReadOnlyList<PlannedFile> For(Answers answers)
    {
        var model = TemplateModel.For(answers);
        var files = Sources(answers)
            .Select(source => Render(source, answers, model))
            .OfType<PlannedFile>()
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
        var twice = files.GroupBy(file => file.Path).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? files : throw new InvalidOperationException($"Two templates write {twice.Key}.");
    }

    // (resource, path in the repository)
    private static IEnumerable<(string Resource, string Path)> Sources(Answers answers)
    {
        (string Folder, string Into)[] folders =
        [
            ("templates/common/", ""),
            ($"templates/{answers.Language}/", ""),
            ("content/samples/common/", "samples/"),
            ($"content/samples/{answers["framework"]}/", "samples/"),
        ];
        return folders.SelectMany(folder => Resources.Names(folder.Folder), (folder, name) => (name, folder.Into + name[folder.Folder.Length..]));
    }

    private static PlannedFile? Render((string Resource, string Path) source, Answers answers, TemplateModel model)
    {
        var content = Resources.Bytes(source.Resource);
        var path = source.Path;
        if (path.EndsWith(Suffix, StringComparison.Ordinal))
        {
            var text = Renderer.Render(source.Resource, Encoding.UTF8.GetString(content), model);
            if (string.IsNullOrWhiteSpace(text))
                return null;
            content = Encoding.UTF8.GetBytes(text);
            path = path[..^Suffix.Length];
        }
        return new(ProgramPath(path, answers), content, content.AsSpan().StartsWith("#!"u8));
    }

    // The starter is the owner's training program, so it bears the name SAGEMAKER_PROGRAM gives.
    private static string ProgramPath(string path, Answers answers) =>
        answers.Language is Language.Python && path is "code/train.py" ? $"code/{answers["program"]}" : path;
}
