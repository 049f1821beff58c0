namespace Scaffold.Checks.Adoption.Mends;

/// <summary>Python writes its log line by line.</summary>
internal sealed class PythonIsSetUnbuffered : IMend
{
    private const string Variable = "PYTHONUNBUFFERED";

    public string Check => "C-27";

    public Mend? Next(AdoptedFiles files, Finding finding) =>
        files.Stage?.Environment.ContainsKey(Variable) is false ? EnvironmentLine.Add(files, Check, Variable, "1") : null;
}
