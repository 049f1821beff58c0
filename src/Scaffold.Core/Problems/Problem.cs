namespace Scaffold.Core.Problems;

/// <summary>A fault the user can mend: what happened, where, and how to fix it.</summary>
/// <param name="Code">Stable code, SM001 and on.</param>
/// <param name="What">What happened, with the bad value and the good ones.</param>
/// <param name="Where">File(line,column), image, or the setting's name.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record Problem(string Code, string What, string Where, string Fix, ExitCode Exit)
{
    public override string ToString() => $"{Where}: error {Code}: {What}\n  fix: {Fix}";
}
