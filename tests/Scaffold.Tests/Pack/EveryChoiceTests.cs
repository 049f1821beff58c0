using System.Security.Cryptography;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;

namespace Scaffold.Tests.Pack;

/// <summary>The promise of design.md: <c>dotnet new</c> and <c>new</c> write the same tree, byte for byte and mode for mode. The template engine alone, of every three choices.</summary>
public sealed class EveryChoiceTests(InstalledPack pack) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_three_choices_that_go_together_equal_new()
    {
        var all = Environment.GetEnvironmentVariable("SCAFFOLD_FULL") is null ? Covering(Combinations.Valid()) : Combinations.Valid();
        var package = await pack.PathAsync();
        await Parallel.ForEachAsync(all.Chunk((all.Count + 1) / 2), TestContext.Current.CancellationToken, async (half, ct) => await CompareAsync(package, half, ct));
        TestContext.Current.TestOutputHelper!.WriteLine($"{all.Count} valid combinations of parameters: dotnet new equals new");
    }

    // So many that any three choices that go together stand together in one: next is always the one that brings most threes which none
    // before it had. Of equals the first in an order that is nobody's, lest neighbours take each other's place.
    private static List<IReadOnlyDictionary<string, string>> Covering(IReadOnlyList<IReadOnlyDictionary<string, string>> all)
    {
        var mixed = all.Select(choices => (Choices: choices, Triples: Triples([.. choices.Select(choice => $"{choice.Key} {choice.Value}")]).ToList())).ToArray();
        new Random(1).Shuffle(mixed);
        HashSet<(string, string, string)> seen = [];
        List<IReadOnlyDictionary<string, string>> covering = [];
        PriorityQueue<int, (int MinusBrings, int Index)> next = new(mixed.Select((one, index) => (index, (-one.Triples.Count, index))));
        while (next.TryDequeue(out var index, out _))
        {
            var brings = mixed[index].Triples.Count(triple => !seen.Contains(triple));
            if (brings > 0 && next.TryPeek(out _, out var other) && -other.MinusBrings > brings)
                next.Enqueue(index, (-brings, index)); // it brought more before others were taken
            else if (brings > 0)
            {
                covering.Add(mixed[index].Choices);
                seen.UnionWith(mixed[index].Triples);
            }
        }
        return covering;

        static IEnumerable<(string, string, string)> Triples(string[] choices) =>
            from a in Enumerable.Range(0, choices.Length)
            from b in Enumerable.Range(a + 1, choices.Length - a - 1)
            from c in Enumerable.Range(b + 1, choices.Length - b - 1)
            select (choices[a], choices[b], choices[c]);
    }

    private async Task CompareAsync(string package, IEnumerable<IReadOnlyDictionary<string, string>> combinations, CancellationToken ct)
    {
        using var engine = await TemplateEngine.CreateAsync(package, _folder[$"engine-{Guid.NewGuid():N}"], ct);
        // Hundreds of repositories, one after the other: in memory where that is to be had.
        var theirs = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : _folder.Path, $"theirs-{Guid.NewGuid():N}");
        foreach (var choices in combinations)
        {
            var given = choices.Concat(FreeTexts(choices["base"])).ToDictionary();
            var expected = Tree(PristineRecord.With(RepositoryPlan.For(Answers.Create("My.Model-7", given)))).ToList();

            await engine.WriteAsync(choices["language"], "My.Model-7", theirs, given.Where(entry => entry.Key is not "language").ToDictionary(), ct);

            var written = FolderTree.Of(theirs);
            Directory.Delete(theirs, recursive: true);
            var difference = expected.Except(written).Select(line => $"new has {line}").Concat(written.Except(expected).Select(line => $"dotnet new has {line}"));
            Assert.True(!difference.Any(), $"{string.Join(' ', given)}: {string.Join("; ", difference)}");
        }
    }

    private static Dictionary<string, string> FreeTexts(string based) => based switch
    {
        "explicit" => new() { ["base-image"] = "registry.example.com:5000/team/base:1.2" },
        "sagemaker" => new() { ["region"] = "cn-north-1" },
        _ => [],
    };

    private static IEnumerable<string> Tree(IEnumerable<PlannedFile> files) => files
        .Select(file => $"{(OperatingSystem.IsWindows() ? "" : file.Executable ? "755" : "644")} {file.Path} {Convert.ToHexString(SHA256.HashData(file.Content.Span))}")
        .Order(StringComparer.Ordinal);
}
