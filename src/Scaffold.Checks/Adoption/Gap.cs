namespace Scaffold.Checks.Adoption;

/// <summary>What a check finds wrong in the files of a repository.</summary>
public sealed record Gap(CheckInfo Check, Finding Finding)
{
    /// <summary>What the check finds after the mends; the same where there were none.</summary>
    public Finding Left { get; init; } = Finding;

    public bool IsMended => Left.Outcome is Outcome.Pass or Outcome.Skip;

    public bool IsMendedInPart => !IsMended && Left.Message != Finding.Message;
}
