using Scaffold.Checks.Image;
using Scaffold.Checks.Static;

namespace Scaffold.Checks;

/// <summary>Every check, in the order of its ID; docs/checks.md is the same list for people.</summary>
public static class AllChecks
{
    public static IReadOnlyList<ICheck> InOrder { get; } =
    [
        new EntrypointIsExecForm(),
        new EntrypointIsNoInit(),
        new UserStaysRoot(),
        new ReservedFoldersStayFree(),
        new NoSecretsAreBaked(),
        new BaseImagesFitThePlatform(),
        new EntryIsFound(),
        new EntryScriptsAreWellFormed(),
        new EntryScriptsAreExecutable(),
        new OptMlHoldsOnlyCode(),
        new ProxyFitsTheLimits(),
        new ImageRunsAsRoot(),
        new ImageIsLinuxAmd64(),
        new ImageFitsServerless(),
        new NoVolumeUnderOptMl(),
    ];
}
