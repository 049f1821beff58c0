using System.Text.Json;
using Scaffold.Core.Parameters;
using Scaffold.Tests.Parameters;

namespace Scaffold.Tests.Pack;

/// <summary>The command that a user types, <c>dotnet new</c>: what its engine writes and what runs after it is what <c>new</c> writes.</summary>
public sealed class DotnetNewTests(InstalledPack pack) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Each value of each parameter once.
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

    private async Task AssertEqualAsync(string name, Dictionary<string, string> choices)
    {
        var options = choices.Where(choice => choice.Key is not "language").SelectMany(choice => new[] { $"--{choice.Key}", choice.Value }).ToList();
        (await pack.DotnetNewAsync(_folder.Path, ["sagemaker-container", "-n", name, "-o", _folder["theirs"], "-lang", Language.Tag(choices["language"]), .. options])).Succeeded();
        (await Tool.RunAsync(_folder.Path, ["new", name, "--output", _folder["ours"], "--language", choices["language"], .. options])).Succeeded();

        Assert.Equal(FolderTree.Of(_folder["ours"]), FolderTree.Of(_folder["theirs"]));
    }
}
