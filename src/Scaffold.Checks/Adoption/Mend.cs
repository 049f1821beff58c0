using Scaffold.Core.Regeneration;

namespace Scaffold.Checks.Adoption;

/// <summary>A small change of one of the owner's files, which a check asks for.</summary>
/// <param name="Check">Its ID.</param>
/// <param name="What">What is changed, such as <c>client_max_body_size 1g in place of 5m</c>.</param>
/// <param name="File">As it is to be.</param>
public sealed record Mend(string Check, string Path, string What, OwnerFile File);
