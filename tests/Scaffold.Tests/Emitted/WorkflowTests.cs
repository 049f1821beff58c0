using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using System.Text.RegularExpressions;
using Scaffold.Cli;
using Scaffold.Cli.Commands;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;
using YamlDotNet.RepresentationModel;

namespace Scaffold.Tests.Emitted;

/// <summary>The workflow that the parameters ci and tool write; <c>WorkflowRunTests</c> runs its scripts.</summary>
public sealed partial class WorkflowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> Shapes =>
    [
        .. from tool in (string[])["pinned", "none"]
           from device in (string[])["cpu", "gpu"]
           from based in (string[])["framework", "sagemaker", "explicit"]
           select (tool, device, based),
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Shapes))]
    public void It_reads_as_a_workflow(string tool, string device, string based)
    {
        var text = Text(tool, device, based);
        Workflow workflow = new(text);

        Assert.Equal(["push", "pull_request", "schedule", "workflow_dispatch"], Keys(workflow.Root["on"]));
        Assert.Equal("read", workflow.Root["permissions"]["contents"].ToString());
        Assert.Equal("${{ github.workflow }}-${{ github.ref }}", workflow.Root["concurrency"]["group"].ToString());
        Assert.Equal(["contract", "templates"], workflow.Jobs);
        Assert.All(workflow.Jobs, job => Assert.InRange(int.Parse(workflow.Job(job)["timeout-minutes"].ToString(), null), 1, 60));
        Assert.All(workflow.Jobs.SelectMany(workflow.Steps).Where(step => step.Children.ContainsKey("uses")), step => Assert.Matches("^[a-z-]+/[a-z-]+@[0-9a-f]{40}$", step["uses"].ToString()));
        Assert.Equal(based is "sagemaker", text.Contains("aws ecr get-login-password", StringComparison.Ordinal));
        Assert.Equal(device is "gpu", text.Contains("no GPU here", StringComparison.Ordinal));
        Assert.DoesNotContain("{{", Expression().Replace(text, ""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pinned", "dotnet sagemaker-container ")]
    [InlineData("none", "sagemaker-container ")]
    public void Its_commands_are_those_of_the_command_line(string tool, string program)
    {
        Workflow workflow = new(Text(tool, "cpu", "framework"));
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, Interactive: false);
        RootCommand root = new() { NewCommand.Create(terminal), VerifyCommand.Create(terminal), RegenerateCommand.Create(terminal), ImagesCommand.Create(terminal) };

        var commands = workflow.Jobs.SelectMany(workflow.Scripts)
            .SelectMany(script => script.Replace("\\\n", "", StringComparison.Ordinal).Split('\n'))
            .Where(line => line.StartsWith(program, StringComparison.Ordinal))
            .Select(line => root.Parse(CommandLineParser.SplitCommandLine(line[program.Length..].Split("||")[0]).ToArray()))
            .ToList();

        Assert.Equal(["verify", "regenerate"], commands.Select(parsed => parsed.CommandResult.Command.Name));
        Assert.All(commands, parsed => Assert.Empty(parsed.Errors));
        Assert.All(commands, parsed => Assert.Empty(parsed.UnmatchedTokens));
    }

    [Fact]
    public async Task Workflow_and_pin_come_and_go_with_their_parameters()
    {
        (await Tool.RunAsync(_folder.Path, "new", "m")).Succeeded();
        var before = FolderTree.Of(_folder["m"]);

        (await Tool.RunAsync(_folder.Path, "regenerate", "m", "--set", "ci=none", "--set", "tool=none")).Succeeded();

        Assert.False(Directory.Exists(_folder["m/.github"]));
        Assert.False(Directory.Exists(_folder["m/.config"]));
        (await Tool.RunAsync(_folder.Path, "regenerate", "m", "--set", "ci=github", "--set", "tool=pinned")).Succeeded();
        Assert.Equal(before, FolderTree.Of(_folder["m"]));
    }

    [Theory]
    [InlineData(Language.CSharp)]
    [InlineData(Language.Python)]
    public void Nothing_of_it_enters_the_build(string language)
    {
        var plan = RepositoryPlan.For(Answers.Create("m", new Dictionary<string, string> { ["language"] = language }));
        var lines = Encoding.UTF8.GetString(plan.Single(file => file.Path is ".dockerignore").Content.Span).Split('\n');

        Assert.Contains("*", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("!.", StringComparison.Ordinal));
    }

    private static string Text(string tool, string device, string based)
    {
        Dictionary<string, string> given = new() { ["framework"] = "pytorch", ["tool"] = tool, ["device"] = device, ["base"] = based };
        if (based is "explicit")
            given["base-image"] = "registry.example.com/team/base:1.2";
        return Encoding.UTF8.GetString(RepositoryPlan.For(Answers.Create("m", given)).Single(file => file.Path is Workflow.Path).Content.Span);
    }

    private static IEnumerable<string> Keys(YamlNode node) => ((YamlMappingNode)node).Children.Keys.Select(key => key.ToString());

    // ${{ github.ref }}
    [GeneratedRegex(@"\$\{\{ [A-Za-z_.]+ \}\}")]
    private static partial Regex Expression();
}
