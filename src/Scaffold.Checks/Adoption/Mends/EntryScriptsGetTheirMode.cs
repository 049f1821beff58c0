namespace Scaffold.Checks.Adoption.Mends;

/// <summary>Entry scripts become executable.</summary>
internal sealed class EntryScriptsGetTheirMode : IMend
{
    public string Check => "C-13";

    public Mend? Next(AdoptedFiles files, Finding finding) =>
        finding.Outcome is Outcome.Fail && finding.Places.FirstOrDefault(place => place.Line is 1 && !files[place.File].Executable) is { } place
            ? new(Check, place.File, "executable", files[place.File] with { Executable = true })
            : null;
}
