using System.Text.Json;
using System.Text.Json.Nodes;
using Scaffold.Checks;

namespace Scaffold.Tests.Verify;

/// <summary>A sound image broken in one place: a folder of <c>tests/mutants</c> with its <c>expect.json</c>.</summary>
internal sealed class Mutant
{
    public const string Sound = "sound";
    private readonly JsonObject _expect;

    private Mutant(string name)
    {
        Name = name;
        _expect = name == Sound ? [] : JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "expect.json")))!.AsObject();
    }

    public string Name { get; }

    /// <summary>Folder names, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateDirectories(Root).Select(folder => Path.GetFileName(folder)!).Where(name => name != Sound).Order(StringComparer.Ordinal),
    ];

    public string? Why => (string?)_expect["why"];

    /// <summary>The thread of contract §12 it is modelled on.</summary>
    public string? Thread => (string?)_expect["thread"];

    public IReadOnlyList<string> Only => List("only");

    /// <summary>Words the message of a check must have, by its ID.</summary>
    public IReadOnlyDictionary<string, string> Says => _expect["says"]?.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!) ?? [];

    /// <summary>The uses it is judged for; null for those its verify.json declares.</summary>
    public Profile? Profiles => List("profiles") is { Count: > 0 } names ? names.Select(name => ProfileNames.Named[name]).Aggregate((all, use) => all | use)
        : _expect.ContainsKey("base") ? null : Profile.Default;

    /// <summary>Platform to build for; null for the engine's own.</summary>
    public string? Platform => (string?)_expect["platform"];

    /// <summary>Shorter times than a user's, so that a broken image is known for one in seconds.</summary>
    public Limits Limits => Name == Sound ? Limits.Default : Limits.Default with
    {
        Startup = Seconds("startup", 30),
        Training = Seconds("training", 120),
        Answer = Seconds("answer", 60),
        TrainingStop = Seconds("trainingStop", 120),
        ServerStop = Seconds("serverStop", 30),
        ProcessingStop = Seconds("processingStop", 120),
        PeerDelay = Seconds("peerDelay", 2),
        PeerLoss = Seconds("peerLoss", 20),
        Image = (long?)_expect["limits"]?["image"] ?? Limits.Default.Image,
    };

    private static string Root => Path.Combine(RepositoryRoot.Path, "tests", "mutants");

    private string Folder => Path.Combine(Root, Name);

    // Of tests/sound, or the sound image beside the mutants.
    private string Base => (string?)_expect["base"] is { } image ? SoundImage.Of(image).Folder : Path.Combine(Root, Sound);

    public static Mutant Of(string name) => new(name);

    /// <summary>What a check must come to.</summary>
    public Outcome Expected(string id) =>
        List("fail").Contains(id) ? Outcome.Fail
        : List("warn").Contains(id) ? Outcome.Warn
        : List("skip").Contains(id) ? Outcome.Skip
        : Outcome.Pass;

    /// <summary>Every check it is to make fail or warn.</summary>
    public IEnumerable<string> Catches => List("fail").Concat(List("warn"));

    /// <summary>Writes the broken repository.</summary>
    public void WriteTo(string target)
    {
        FolderCopy.Write(Base, target);
        if (Name != Sound)
            FolderCopy.Write(Folder, target);
        foreach (var path in List("remove"))
            File.Delete(Path.Combine(target, path));
        foreach (var (path, edits) in _expect["edit"]?.AsObject() ?? [])
            Edit(Path.Combine(target, path), edits!.AsArray());
        if (!OperatingSystem.IsWindows())
        {
            foreach (var (path, mode) in _expect["modes"]?.AsObject() ?? [])
                File.SetUnixFileMode(Path.Combine(target, path), (UnixFileMode)Convert.ToInt32((string)mode!, 8));
        }
    }

    private static void Edit(string file, JsonArray edits)
    {
        var text = File.ReadAllText(file);
        foreach (var edit in edits)
        {
            var find = Text(edit!["find"]!);
            Assert.Equal(2, text.Split(find).Length); // exactly once
            text = text.Replace(find, Text(edit["put"]!), StringComparison.Ordinal);
        }
        File.WriteAllText(file, text);
    }

    // A string, or its lines.
    private static string Text(JsonNode node) =>
        node.GetValueKind() is JsonValueKind.Array ? string.Join('\n', node.AsArray().Select(line => (string)line!)) : (string)node!;

    private IReadOnlyList<string> List(string name) => [.. (_expect[name]?.AsArray() ?? []).Select(item => (string)item!)];

    private TimeSpan Seconds(string name, double otherwise) => TimeSpan.FromSeconds((double?)_expect["limits"]?[name] ?? otherwise);
}
