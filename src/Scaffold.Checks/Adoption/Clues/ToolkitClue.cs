using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Adoption.Clues;

/// <summary>What answers to the word <c>train</c>, and the program that it runs.</summary>
internal static class ToolkitClue
{
    private const string Program = "SAGEMAKER_PROGRAM";

    public static IEnumerable<Proposal> In(Evidence evidence)
    {
        if (ToolkitCode.Installed(evidence.Files) is { } toolkit)
            yield return new("toolkit", "sagemaker-training", "names sagemaker-training", toolkit.Where);
        else
            yield return new("toolkit", "builtin", "nothing names sagemaker-training");
        if (evidence.Files.Stage?.Environment.GetValueOrDefault(Program) is { } program && evidence.Files.Dockerfile.WhereSet("ENV", Program) is { } where)
            yield return new("program", ImagePath.Name(program), $"sets {Program}", where);
        else if (ToolkitCode.Program(evidence.Files) is { } code)
            yield return new("program", code.Name, $"copies it to {ToolkitCode.Folder}", code.Where);
    }
}
