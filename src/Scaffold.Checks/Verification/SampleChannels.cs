namespace Scaffold.Checks.Verification;

/// <summary>Names of channels (TRN-17).</summary>
internal static class SampleChannels
{
    public const string Names = "1 to 64 letters, digits, '.', '-' and '_'";

    /// <summary>The name itself when it is one, else null.</summary>
    public static string? Name(string name) =>
        name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && name.Trim('.').Length > 0 ? name : null;
}
