namespace Scaffold.Checks.Adoption.Mends;

/// <summary>AWS's toolkit is told the one program that is copied to where it looks.</summary>
internal sealed class ToolkitKnowsItsProgram : IMend
{
    private const string Program = "SAGEMAKER_PROGRAM", Module = "SAGEMAKER_TRAINING_MODULE";

    public string Check => "C-15";

    public Mend? Next(AdoptedFiles files, Finding finding) =>
        files.Stage?.Environment is { } environment && !environment.ContainsKey(Program) && !environment.ContainsKey(Module) && ToolkitCode.Program(files) is { } program
            ? EnvironmentLine.Add(files, Check, Program, program.Name)
            : null;
}
