using System.Text.Json;

namespace Scaffold.Core.Catalog.Images;

/// <summary>The Python version in the tag, rules §7; some versions keep a repository per Python.</summary>
internal sealed record PythonChoice(string? Python, JsonElement Entry)
{
    public static PythonChoice Choose(string framework, string version, JsonElement entry, string? asked)
    {
        var perPython = entry.Find("byPython");
        var good = perPython is null ? entry.Texts("py") : entry.Keys("byPython");
        if (good.Count is 0 || (framework is "spark" && asked is null))
            return new(null, entry);
        var python = asked ?? (good is [var only] ? only : throw ImageProblems.NoPython(framework, version, good));
        if (!good.Contains(python))
            throw ImageProblems.UnknownPython(framework, version, python, good);
        return new(python, perPython?.GetProperty(python) ?? entry);
    }
}
