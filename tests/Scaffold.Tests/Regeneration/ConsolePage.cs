using System.Text;
using System.Text.RegularExpressions;

namespace Scaffold.Tests.Regeneration;

/// <summary>A page of docs whose console blocks are run as they stand; <c>SCAFFOLD_ACCEPT=1</c> writes what they print into it.</summary>
internal static partial class ConsolePage
{
    /// <param name="page">Below docs.</param>
    /// <param name="folder">Where its commands run.</param>
    public static async Task RunAsync(string page, string folder)
    {
        var ct = TestContext.Current.CancellationToken;
        var path = Path.Combine(RepositoryRoot.Path, "docs", page);
        var text = await File.ReadAllTextAsync(path, ct);
        StringBuilder ran = new();
        var at = 0;
        foreach (Match block in Block().Matches(text))
        {
            ran.Append(text, at, block.Groups[1].Index - at);
            foreach (var command in block.Groups[1].Value.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
                ran.Append(command).Append('\n').Append(await PrintedAsync(command[2..], folder));
            at = block.Groups[1].Index + block.Groups[1].Length;
        }
        ran.Append(text, at, text.Length - at);

        if (Environment.GetEnvironmentVariable("SCAFFOLD_ACCEPT") is not null)
            await File.WriteAllTextAsync(path, ran.ToString(), ct);
        Assert.Equal(await File.ReadAllTextAsync(path, ct), ran.ToString());
    }

    private static async Task<string> PrintedAsync(string command, string folder)
    {
        var words = string.Join(' ', Tool.Arguments().Prepend(Tool.Program).Select(word => $"'{word}'"));
        var ran = await Command.RunAsync("bash", ["-c", $"exec 2>&1; sagemaker-container() {{ {words} \"$@\"; }}; {command}"], folder);
        return ran.Output.Replace(folder + "/", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^```console\n((?:.*\n)*?)```$", RegexOptions.Multiline)]
    private static partial Regex Block();
}
