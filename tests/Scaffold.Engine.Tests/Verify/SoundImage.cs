using System.Text.Json.Nodes;
using Scaffold.Checks;

namespace Scaffold.Tests.Verify;

/// <summary>An image that keeps the contract in a way of its own: a folder of <c>tests/sound</c> with its <c>expect.json</c>.</summary>
internal sealed class SoundImage
{
    private readonly JsonObject _expect;

    private SoundImage(string name)
    {
        Folder = Path.Combine(Root, name);
        _expect = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "expect.json")))!.AsObject();
    }

    /// <summary>Folder names, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Directory.EnumerateDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public string Folder { get; }

    /// <summary>Of what make it is.</summary>
    public string? About => (string?)_expect["about"];

    /// <summary>Why a check may warn of it, by the check's ID.</summary>
    public IReadOnlyDictionary<string, string> Warns => _expect["warn"]?.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!) ?? [];

    private static string Root => Path.Combine(RepositoryRoot.Path, "tests", "sound");

    public static SoundImage Of(string name) => new(name);

    /// <summary>What a check may come to; what a use does not have is skipped.</summary>
    public bool Allows(string id, Outcome outcome) => outcome switch
    {
        Outcome.Fail => false,
        Outcome.Warn => Warns.ContainsKey(id),
        _ => true,
    };
}
