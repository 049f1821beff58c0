using Scaffold.Core.Catalog;
using Scaffold.Core.Parameters;
using Scriban.Runtime;

namespace Scaffold.Core.Rendering;

/// <summary>What templates can name: the parameters, the catalogue's facts, the version.</summary>
internal sealed class TemplateModel
{
    private TemplateModel(ScriptObject values) => Values = values;

    public ScriptObject Values { get; }

    // Filled by hand, not by reflection: native AOT.
    public static TemplateModel For(Answers answers)
    {
        var framework = FrameworkCatalog.Current[answers["framework"]];
        var images = framework.Images[answers["device"]];
        var values = new ScriptObject
        {
            ["name"] = answers.Name,
            ["image"] = answers.Name.ToLowerInvariant(),
            ["version"] = ToolVersion.Current,
            ["title"] = framework.Title,
            ["images"] = new ScriptObject { ["build"] = images.Build, ["run"] = images.Run },
            ["packages"] = new ScriptArray(framework.Packages.Select(package =>
                new ScriptObject { ["name"] = package.Name, ["version"] = package.Version })),
            ["parameters"] = new ScriptArray(answers.Values.Select(entry =>
                new ScriptObject { ["name"] = entry.Key, ["value"] = entry.Value })),
        };
        foreach (var (name, value) in answers.Values)
            values[name.Replace('-', '_')] = value;
        return new(values);
    }
}
