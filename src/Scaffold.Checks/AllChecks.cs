using Scaffold.Checks.Image;
using Scaffold.Checks.Serving;
using Scaffold.Checks.Startup;
using Scaffold.Checks.Static;
using Scaffold.Checks.Training;

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
        new CommandsStart(),
        new TrainingLeavesAModel(),
        new TrainingNeedsNoComforts(),
        new PortAnswersFromOutside(),
        new PingTurnsHealthy(),
        new SamplesAreAnswered(),
    ];
}
