namespace Scaffold.Engine.Registry;

/// <summary>A login of Docker's configuration: a name and its secret, or a token that a registry gave for it.</summary>
/// <param name="IsToken">The secret is an identity token, to be changed for one of access.</param>
internal sealed record Credential(string User, string Secret, bool IsToken)
{
    // What helpers write for the name when the secret is a token.
    public const string TokenUser = "<token>";

    public override string ToString() => User; // no secret in a message
}
