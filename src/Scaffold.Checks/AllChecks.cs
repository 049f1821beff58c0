using Scaffold.Checks.Image;
using Scaffold.Checks.Packing;
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
        new NoGpuIsNeeded(),
        new TrainingWorksUnderAnInit(),
        new TrainingLeavesAModel(),
        new TrainingNeedsNoComforts(),
        new EverySpellingMeansTheSame(),
        new FailuresNameTheirCause(),
        new HostFactsMayVary(),
        new LogFlows(),
        new WritesStayInTheirPlaces(),
        new InputsStayUntouched(),
        new TrainingStopsInTime(),
        new TrainingResumes(),
        new PipesAreRead(),
        new EntrypointCanBeReplaced(),
        new ServerStaysUp(),
        new PortAnswersFromOutside(),
        new PingTurnsHealthy(),
        new HealthIsHonest(),
        new SamplesAreAnswered(),
        new PackedModelServes(),
        new LargeBodiesAreAccepted(),
        new BadRequestsAreRefused(),
        new ServerEndsWell(),
    ];
}
