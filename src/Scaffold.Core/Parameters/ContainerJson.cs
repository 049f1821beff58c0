using System.Text.Json;
using Scaffold.Core.Problems;

namespace Scaffold.Core.Parameters;

/// <summary>The file in which a repository says what it was written from; its owner may edit the parameters.</summary>
/// <param name="Version">Of the tool that wrote it last.</param>
public sealed record ContainerJson(string Version, Answers Answers)
{
    public const string FileName = "container.json";

    /// <summary>What regenerate leaves alone.</summary>
    public KeepList Keep { get; init; } = KeepList.None;

    /// <param name="changes">Values that take the place of those in the file.</param>
    /// <exception cref="UserErrorException">There is none, or it does not hold a good set of parameters.</exception>
    public static ContainerJson Read(string repository, IReadOnlyDictionary<string, string> changes)
    {
        var path = Path.Combine(repository, FileName);
        if (!File.Exists(path))
            throw Bad("SM300", "There is no container.json: this is not a repository that this tool wrote.", path, "Name the folder of one.");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var root = json.RootElement;
            Dictionary<string, string> given = [];
            foreach (var parameter in root.GetProperty("parameters").EnumerateObject())
                given[Known(parameter.Name, path)] = parameter.Value.GetString() ?? throw new InvalidOperationException();
            foreach (var (name, value) in changes)
                given[Known(name, "--set")] = value;
            if (given.GetValueOrDefault("base") is not "sagemaker" && !changes.ContainsKey("region"))
                given.Remove("region"); // it is always in the file, and means something for AWS's images alone
            return new(root.GetProperty("version").GetString()!, Answers.Create(root.GetProperty("name").GetString()!, given)) { Keep = KeepList.Read(root, path) };
        }
        catch (JsonException e)
        {
            throw Bad("SM301", $"This is not JSON: {e.Message.Split(" LineNumber", 2)[0]}", $"{path}({e.LineNumber + 1},{e.BytePositionInLine + 1})", "Correct it and run again.");
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            throw Bad("SM301", "It needs the texts \"name\" and \"version\", and \"parameters\" with a text for each.", path, "Restore them from version control.");
        }
    }

    /// <summary>The name of a parameter, or a refusal that names those there are.</summary>
    public static string Known(string name, string where)
    {
        var names = TemplateDefinition.Current.Parameters.Select(parameter => parameter.Name).ToList();
        return names.Contains(name)
            ? name
            : throw Bad("SM302", $"There is no parameter '{Printable.Of(name)}'.", where, $"Use {Nearest.To(name, names)}; there are {string.Join(", ", names)}.");
    }

    private static UserErrorException Bad(string code, string what, string where, string fix) => new(new(code, what, where, fix, ExitCode.Usage));
}
