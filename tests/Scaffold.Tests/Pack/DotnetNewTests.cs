using System.Security.Cryptography;
using System.Text.Json;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;
using Scaffold.Tests.Parameters;

namespace Scaffold.Tests.Pack;

/// <summary>The promise of design.md: <c>dotnet new</c> and <c>new</c> write the same tree, byte for byte and mode for mode.</summary>
public sealed class DotnetNewTests(InstalledPack pack) : IDisposable
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

    // So many that any three choices that go together stand together in one: those first that bring many threes which none before them had.
    // In an order that is nobody's, lest neighbours take each other's place.
    private static List<IReadOnlyDictionary<string, string>> Covering(IReadOnlyList<IReadOnlyDictionary<string, string>> all)
    {
        var mixed = all.Select(choices => (Choices: choices, Triples: Triples([.. choices.Select(choice => $"{choice.Key} {choice.Value}")]).ToList())).ToArray();
        new Random(1).Shuffle(mixed);
        HashSet<(string, string, string)> seen = [];
        List<IReadOnlyDictionary<string, string>> covering = [];
        for (var least = 64; least > 0; least /= 2)
        {
            foreach (var (choices, triples) in mixed.Where(one => one.Triples.Count(triple => !seen.Contains(triple)) >= least))
            {
                covering.Add(choices);
                seen.UnionWith(triples);
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

    // The command itself, and what it runs after the engine: each value of each parameter once.
    [Theory]
    [MemberData(nameof(Commands))]
    public Task The_command_equals_new(string language, string options) =>
        AssertEqualAsync("My.Model-7", options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2)
            .ToDictionary(pair => pair[0], pair => pair[1]).Append(new("language", language)).ToDictionary());

    public static TheoryData<string, string> Commands => new()
    {
        { Language.CSharp, "" },
        { Language.CSharp, "proxy none" },
        { Language.Python, "" },
        { Language.Python, "framework xgboost device gpu role separate server fastapi proxy none" },
        { Language.Python, "framework pytorch role training toolkit sagemaker-training" },
        { Language.Python, "framework sklearn role inference base sagemaker region eu-west-1" },
        { Language.Python, "framework none base explicit base-image registry.example.com:5000/team/base:1.2" },
    };

    [Fact]
    public async Task What_new_refuses_is_mended_and_said()
    {
        var written = (await pack.DotnetNewAsync(_folder.Path, "sagemaker-container", "-lang", "Python", "-n", "m", "--framework", "sklearn", "--device", "gpu")).Succeeded();
        (await Tool.RunAsync(_folder.Path, "new", "m", "--language", "python", "--framework", "sklearn", "--output", _folder["ours"])).Succeeded();

        Assert.Equal(FolderTree.Of(_folder["ours"]), FolderTree.Of(_folder["m"]));
        Assert.Contains("device: the choice does not go with the others", written.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.Python, "fit_model.py")]
    [InlineData(Language.CSharp, "fit-model")]
    public Task Another_program_equals_new(string language, string program) =>
        AssertEqualAsync("m", new Dictionary<string, string> { ["language"] = language, ["program"] = program });

    [Theory]
    [MemberData(nameof(AnswersTests.HostileTexts), MemberType = typeof(AnswersTests))]
    public async Task A_text_that_could_break_out_does_no_harm(string text)
    {
        if (text.Contains('\0'))
            return; // no program takes such an argument

        var written = await pack.DotnetNewAsync(_folder.Path, "sagemaker-container", "-lang", "Python", "-o", _folder["out"], $"--name={text}", $"--program={text}");
        if (written.Exit is not 0)
        {
            Assert.False(Directory.Exists(_folder["out"]) && Directory.EnumerateFiles(_folder["out"], "Dockerfile").Any());
            return;
        }

        using var container = JsonDocument.Parse(File.ReadAllText(_folder["out/container.json"]));
        var name = container.RootElement.GetProperty("name").GetString()!;
        var program = container.RootElement.GetProperty("parameters").GetProperty("program").GetString()!;
        // What came out is a set of answers that `new` takes, and gives the very same tree.
        var answers = new Dictionary<string, string> { ["language"] = Language.Python, ["program"] = program };
        Assert.Equal(name, Answers.Create(name, answers).Name);
        (await Tool.RunAsync(_folder.Path, "new", name, "--language", "python", "--program", program, "--output", _folder["ours"])).Succeeded();
        Assert.Equal(FolderTree.Of(_folder["ours"]), FolderTree.Of(_folder["out"]));
    }

    [Theory]
    [InlineData("C#", "--framework", "mlnet")]
    [InlineData("Python", "--framework", "sklearn")]
    public async Task Help_names_every_parameter_and_its_choices(string language, string option, string choice)
    {
        var help = (await pack.DotnetNewAsync(_folder.Path, "sagemaker-container", "-lang", language, "-h")).Succeeded().Output;

        Assert.Contains($"{option} <", help, StringComparison.Ordinal);
        Assert.Contains(choice, help, StringComparison.Ordinal);
        Assert.All(TemplateDefinition.Current.Parameters.Where(p => p.Name is not "language"), p => Assert.Contains($"--{p.Name} ", help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_choice_that_does_not_exist_is_refused()
    {
        var refused = await pack.DotnetNewAsync(_folder.Path, "sagemaker-container", "-n", "m", "--proxy", "apache");

        Assert.NotEqual(0, refused.Exit);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
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

    private async Task AssertEqualAsync(string name, Dictionary<string, string> choices)
    {
        var options = choices.Where(choice => choice.Key is not "language").SelectMany(choice => new[] { $"--{choice.Key}", choice.Value }).ToList();
        (await pack.DotnetNewAsync(_folder.Path, ["sagemaker-container", "-n", name, "-o", _folder["theirs"], "-lang", Language.Tag(choices["language"]), .. options])).Succeeded();
        (await Tool.RunAsync(_folder.Path, ["new", name, "--output", _folder["ours"], "--language", choices["language"], .. options])).Succeeded();

        Assert.Equal(FolderTree.Of(_folder["ours"]), FolderTree.Of(_folder["theirs"]));
    }
}
