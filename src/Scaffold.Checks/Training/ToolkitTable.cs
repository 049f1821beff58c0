using System.Text.Json;
using System.Text.Json.Nodes;
using Scaffold.Checks.Contract;

namespace Scaffold.Checks.Training;

/// <summary>A training job, and what a program of the training toolkit is given in it (contract §3.7).</summary>
internal sealed class ToolkitTable
{
    private static readonly Lazy<ToolkitTable> Embedded = new(() => new());

    private ToolkitTable()
    {
        using var document = ContractFile.Open("toolkit.json");
        var root = document.RootElement;
        Resources = JsonObject.Create(root.GetProperty("resourceconfig").Clone())!;
        InputData = JsonObject.Create(root.GetProperty("inputdataconfig").Clone())!;
        Hyperparameters = JsonObject.Create(root.GetProperty("hyperparameters").Clone())!;
        Arguments = [.. root.GetProperty("arguments").EnumerateArray().Select(text => text.GetString()!)];
        Variables = root.GetProperty("variables").EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!);
        Absent = [.. root.GetProperty("absent").EnumerateArray().Select(text => text.GetString()!)];
    }

    public static ToolkitTable Instance => Embedded.Value;

    public JsonObject Resources { get; }
    public JsonObject InputData { get; }
    public JsonObject Hyperparameters { get; }
    public IReadOnlyList<string> Arguments { get; }
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Variables that reserved hyperparameters must not become (TK-21).</summary>
    public IReadOnlyList<string> Absent { get; }

    /// <summary>What a program was given instead, one line each.</summary>
    /// <param name="program">Its file name.</param>
    /// <param name="viaShell">A shell stood between: what is no name to it may be gone from the environment.</param>
    public IEnumerable<string> Differences(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables, bool viaShell)
    {
        for (var i = 0; i < Math.Max(Arguments.Count, arguments.Count); i++)
        {
            var (expected, actual) = (Arguments.ElementAtOrDefault(i), arguments.ElementAtOrDefault(i));
            if (expected == actual)
                continue;
            yield return $"argument {i + 1}: {Shown(actual)} instead of {Shown(expected)}";
            break; // the rest is only out of step
        }
        var named = new Dictionary<string, string>(Variables) { ["SM_USER_ENTRY_POINT"] = program, ["SM_MODULE_NAME"] = Path.GetExtension(program) is ".py" ? Path.GetFileNameWithoutExtension(program) : program };
        foreach (var (name, expected) in named.Where(pair => !viaShell || pair.Key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')))
        {
            if (variables.GetValueOrDefault(name) is var actual && actual != expected)
                yield return $"{name}: {Shown(actual)} instead of {Shown(expected)}";
        }
        foreach (var name in Absent.Where(variables.ContainsKey))
            yield return $"{name}: {Shown(variables[name])}, and the hyperparameter is reserved";
    }

    private static string Shown(string? text) => text is null ? "nothing" : $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
