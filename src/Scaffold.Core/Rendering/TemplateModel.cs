using Scaffold.Core.Catalog;
using Scaffold.Core.Parameters;
using Scriban.Runtime;

namespace Scaffold.Core.Rendering;

/// <summary>What templates can name: the parameters, the catalogue's facts, the version.</summary>
internal sealed class TemplateModel
{
    private readonly Dictionary<string, string> _fingerprints = [];

    private TemplateModel(ScriptObject values) => Values = values;

    public ScriptObject Values { get; }

    /// <summary>A text that is the same for equal values of this name, and for no others.</summary>
    public string Fingerprint(string name)
    {
        if (!_fingerprints.TryGetValue(name, out var fingerprint))
            _fingerprints[name] = fingerprint = Values.TryGetValue(name, out var value) ? Fingerprint(value) : "";
        return fingerprint;
    }

    // Filled by hand, not by reflection: native AOT.
    /// <param name="standIns">Texts to print in place of <c>title</c>, <c>instance_type</c>, <c>hyperparameters</c>, <c>long_hyperparameters</c>, <c>images.build</c>, <c>images.training</c>, <c>images.inference</c>, <c>region</c> and <c>parameters.NAME</c>.</param>
    public static TemplateModel For(Answers answers, IReadOnlyDictionary<string, string> standIns)
    {
        var framework = FrameworkCatalog.Current.Find(answers.Language, answers["framework"], answers["device"]);
        var based = BaseImages.For(answers, framework);
        string Text(string name, string value) => standIns.GetValueOrDefault(name, value);
        string training = Text("images.training", based.Training), inference = Text("images.inference", based.Inference);
        var values = new ScriptObject
        {
            ["name"] = answers.Name,
            ["image"] = answers.Name.ToLowerInvariant(),
            ["version"] = ToolVersion.Current,
            ["instance_type"] = Text("instance_type", InstanceTypes.For(answers["device"])),
            ["title"] = Text("title", framework.Title),
            ["trains"] = answers.Trains,
            ["serves"] = answers.Serves,
            ["hyperparameters"] = Text("hyperparameters", SampleHyperparameters.Quick(framework)),
            ["long_hyperparameters"] = Text("long_hyperparameters", SampleHyperparameters.Unending(framework)),
            ["has_model"] = Resources.Names($"content/samples/{answers.Language}-{answers["framework"]}/model/").Length > 0,
            ["images"] = new ScriptObject { ["build"] = Text("images.build", based.Build), ["training"] = training, ["inference"] = inference },
            ["targets"] = new ScriptArray(Targets(answers, training, inference)),
            ["base_facts"] = Facts(based.Facts),
            ["packages"] = Packages(framework.Packages),
            ["server_packages"] = Packages(FrameworkCatalog.Current.Server(answers["server"])),
            ["toolkit_packages"] = Packages(FrameworkCatalog.Current.Toolkit(answers["toolkit"])),
            ["parts"] = new SharedTexts(answers.Language),
            ["parameters"] = new ScriptArray(answers.Values.Select(entry =>
                new ScriptObject { ["name"] = entry.Key, ["value"] = Text($"parameters.{entry.Key}", entry.Value) })),
        };
        foreach (var (name, value) in answers.Values)
            values[name.Replace('-', '_')] = Text(name, value);
        return new(values);
    }

    private static string Fingerprint(object? value) => value switch
    {
        string text => $"\"{text.Length} {text}",
        bool flag => flag ? "yes" : "no",
        SharedTexts texts => texts.Language,
        ScriptObject members => $"{{{string.Concat(members.Select(member => $"{member.Key}{Fingerprint(member.Value)}"))}}}",
        ScriptArray items => $"[{string.Concat(items.Select(Fingerprint))}]",
        _ => throw new InvalidOperationException($"{value?.GetType()} has no fingerprint."),
    };

    // The Dockerfile's last stages: one without a name, or one for each job.
    private static IEnumerable<ScriptObject> Targets(Answers answers, string training, string inference)
    {
        if (answers["role"] is not "separate")
            yield return Target("", answers.Trains, answers.Serves, answers.Trains ? training : inference);
        else
        {
            yield return Target("training", trains: true, serves: false, training);
            yield return Target("inference", trains: false, serves: true, inference);
        }
    }

    private static ScriptObject Target(string name, bool trains, bool serves, string image) =>
        new() { ["name"] = name, ["trains"] = trains, ["serves"] = serves, ["image"] = image };

    private static ScriptObject Facts(BaseImage image) => new()
    {
        ["install"] = image.Install,
        ["dotnet"] = image.Dotnet,
        ["brings"] = image.Brings,
        ["entrypoint"] = image.HasEntrypoint,
        ["user"] = image.HasUser,
        ["cpu_index"] = image.HasCpuIndex,
        ["env"] = new ScriptArray(image.Variables.Select(variable => new ScriptObject { ["name"] = variable.Key, ["value"] = variable.Value })),
    };

    private static ScriptArray Packages(IEnumerable<Package> packages) =>
        new(packages.Select(package => new ScriptObject { ["name"] = package.Name, ["version"] = package.Version }));
}
