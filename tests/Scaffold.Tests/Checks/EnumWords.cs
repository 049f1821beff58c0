using Scaffold.Checks;

namespace Scaffold.Tests.Checks;

/// <summary>Names of the code as documents write them.</summary>
internal static class EnumWords
{
    public static string Of(Profile profiles) => profiles is Profile.All ? "all" : string.Join(", ", ProfileNames.NamesOf(profiles));

    public static string Of<T>(T value)
        where T : Enum => value.ToString().ToLowerInvariant();
}
