using Scaffold.Checks.Distributed;
using Scaffold.Checks.Image;
using Scaffold.Checks.Packing;
using Scaffold.Checks.Processing;
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
        new ExposeNamesThePort(),
        new NoDriverIsInstalled(),
        new NoSecretsAreBaked(),
        new BaseImagesFitThePlatform(),
        new EntryIsFound(),
        new EntryScriptsAreWellFormed(),
        new EntryScriptsAreExecutable(),
        new OptMlHoldsOnlyCode(),
        new ToolkitIsSetUp(),
        new ProxyFitsTheLimits(),
        new ModelTrainerFindsItsTools(),
        new ImageRunsAsRoot(),
        new ImageIsLinuxAmd64(),
        new ManifestIsPlain(),
        new LabelsFitTheUses(),
        new NoDriverIsInTheImage(),
        new ImageFitsServerless(),
        new NoVolumeUnderOptMl(),
        new PythonIsUnbuffered(),
        new CommandsStart(),
        new DocumentedVariablesSuffice(),
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
        new HostsWorkTogether(),
        new PipesAreRead(),
        new EntrypointCanBeReplaced(),
        new ProgramsGetTheirVariables(),
        new MpiHostsReachEachOther(),
        new ServerStaysUp(),
        new PortAnswersFromOutside(),
        new PingTurnsHealthy(),
        new HealthIsHonest(),
        new SamplesAreAnswered(),
        new PackedModelServes(),
        new LargeBodiesAreAccepted(),
        new BadRequestsAreRefused(),
        new PingAnswersUnderLoad(),
        new AnswersComeInParts(),
        new MemoryStaysBounded(),
        new LogsGoToTheStreams(),
        new ServerEndsWell(),
        new PortsFollowThePipeline(),
        new ModelsAreLoadedOnDemand(),
        new BatchesAreAnsweredLineByLine(),
        new LongRequestsAreNotCut(),
        new ServesWithoutPrivileges(),
        new WebSocketsAreServed(),
        new MissingModelIsNoRiddle(),
        new ProcessingFillsItsOutputs(),
        new ArgumentsReachTheProgram(),
        new BrokenInputFailsTheJob(),
        new SignalsEndTheJob(),
    ];
}
