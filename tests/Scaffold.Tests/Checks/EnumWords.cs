namespace Scaffold.Tests.Checks;

/// <summary>Names of the code as documents write them.</summary>
internal static class EnumWords
{
    public static string Of<T>(T value)
        where T : Enum => value.ToString().ToLowerInvariant();
}
