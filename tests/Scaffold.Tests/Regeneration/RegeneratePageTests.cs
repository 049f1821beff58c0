using System.Text;
using System.Text.RegularExpressions;

namespace Scaffold.Tests.Regeneration;

/// <summary>docs/regenerate.md is run as it stands; <c>SCAFFOLD_ACCEPT=1</c> writes what it prints into it.</summary>
public sealed partial class RegeneratePageTests : IDisposable
{
    private static readonly string Page = Path.Combine(RepositoryRoot.Path, "docs/regenerate.md");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_page_prints_what_it_says()
    {
        FormerRepository.WriteTo(_folder["my-model"], "python-1");
        var text = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);
        StringBuilder ran = new();
        var at = 0;
        foreach (Match block in Block().Matches(text))
        {
            ran.Append(text, at, block.Groups[1].Index - at);
            foreach (var command in block.Groups[1].Value.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
                ran.Append(command).Append('\n').Append(await RunAsync(command[2..]));
            at = block.Groups[1].Index + block.Groups[1].Length;
        }
        ran.Append(text, at, text.Length - at);

        if (Environment.GetEnvironmentVariable("SCAFFOLD_ACCEPT") is not null)
            await File.WriteAllTextAsync(Page, ran.ToString(), TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken), ran.ToString());
    }

    private async Task<string> RunAsync(string command)
    {
        var words = string.Join(' ', Tool.Arguments().Prepend(Tool.Program).Select(word => $"'{word}'"));
        var ran = await Command.RunAsync("bash", ["-c", $"exec 2>&1; sagemaker-container() {{ {words} \"$@\"; }}; {command}"], _folder.Path);
        return ran.Output.Replace(_folder.Path + "/", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^```console\n((?:.*\n)*?)```$", RegexOptions.Multiline)]
    private static partial Regex Block();
}
