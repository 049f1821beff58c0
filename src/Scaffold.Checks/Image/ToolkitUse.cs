using System.Text.RegularExpressions;
using Scaffold.Engine;

namespace Scaffold.Checks.Image;

/// <summary>AWS's training toolkit in an image.</summary>
/// <param name="Where">The file that shows it.</param>
/// <param name="Runs">False when <c>train</c> is a script that does not import it.</param>
internal sealed partial record ToolkitUse(string Where, bool Runs)
{
    private const string Package = "sagemaker_training";

    /// <summary>Null when it is not there.</summary>
    public static async Task<ToolkitUse?> FindAsync(ImageConfig config, IImageFiles files, CancellationToken ct)
    {
        ImagePrograms programs = new(config, files);
        var train = await programs.FindAsync("train", ct);
        var script = train is null ? null : ProgramFile.Read(await files.ReadAsync(train.Path, EntryProgram.Largest, ct) ?? []);
        if (script is not null && Import().IsMatch(script.Text))
            return new(train!.Path, Runs: true);
        foreach (var folder in await PythonRoots.FindAsync(programs, files, ct))
        {
            if (await files.StatAsync($"{folder}/{Package}/__init__.py", ct) is { } found)
                return new(found.Path, Runs: script is not { Kind: ProgramKind.Script });
        }
        return null;
    }

    [GeneratedRegex(@"^\s*(from|import)\s+sagemaker_training\b|-m\s+sagemaker_training\b", RegexOptions.Multiline)]
    private static partial Regex Import();
}
