namespace Scaffold.Checks.Adoption;

/// <summary>One more ENV in the last stage of a Dockerfile: behind the last there is, else before what starts the image, so that what was built before is not built again.</summary>
internal static class EnvironmentLine
{
    private const string Path = "Dockerfile";

    /// <summary>Null where there is no stage to put it in.</summary>
    public static Mend? Add(AdoptedFiles files, string check, string name, string value)
    {
        if (files.Stage is not { } stage)
            return null;
        var after = (stage.OwnSteps.LastOrDefault(step => step.Instruction.Keyword is "ENV") ?? stage.OwnSteps.LastOrDefault(step => step.Instruction.Keyword is not ("ENTRYPOINT" or "CMD")))?.Instruction ?? stage.From;
        var lines = files.Text(Path)!.Split('\n').ToList();
        var end = lines[after.EndLine - 1].EndsWith('\r') ? "\r" : "";
        if (after.EndLine == lines.Count)
            lines[^1] += end; // it ends without a line end
        lines.Insert(after.EndLine, $"ENV {name}={value}{end}");
        return files.Rewritten(check, Path, $"ENV {name}={value}", string.Join('\n', lines));
    }
}
