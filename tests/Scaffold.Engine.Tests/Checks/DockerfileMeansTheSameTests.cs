using Scaffold.Checks.Dockerfiles;
using Scaffold.Engine;
using Scaffold.Tests.Engine;

namespace Scaffold.Tests.Checks;

/// <summary>Our reader of Dockerfiles against the one that counts: what BuildKit made of the same text.</summary>
public sealed class DockerfileMeansTheSameTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    public static TheoryData<string> Texts =>
    [
        "FROM scratch\nWORKDIR /a\nWORKDIR b/../c\nUSER app\nENTRYPOINT [\"x\", \"y\"]\nCMD [\"z\"] ignored",
        "# escape=`\nFROM scratch\nENV A=one`\n  B=\"two words\" C='$A'\nENV D=${A:-x} E=${F:-${B}} G=${A:+set} H=${H-unset}\nUSER $A",
        "\uFEFF# comment\r\nfrom scratch as base\r\nENV A=1 \\\r\n  # comment\r\n\r\n  B=2\r\nUSER $A\r\nFROM base\r\nWORKDIR /x/$B\r\n",
        "ARG U=outer\nARG TAG=scratch\nFROM ${TAG}\nARG U\nUSER ${U}\nVOLUME /data /b\nVOLUME [\"/d e\"]",
        "FROM scratch AS a\nARG U=hidden\nENV E=seen\nFROM a\nENV V=$E-${U:-gone}\nUSER $E",
        "FROM scratch\nENV U=env\nARG U=arg\nUSER $U\nONBUILD USER other",
        "FROM scratch\nENV U=env\nARG U\nUSER $U",
        "FROM scratch\nARG U=arg\nENV U=env\nUSER $U",
        "FROM scratch\nCOPY <<ONE <<\"TWO\" /x/\nUSER no\nONE\nENTRYPOINT $no\nTWO\nCOPY <<-EOF /y\n\ttext\n\tEOF\nUSER yes",
        "FROM scratch\nENV OLD form with  spaces\nENV P=/a\\ b Q=\"x\\\"y\" R=a\\\\b S=\"\\z\"\nUSER r",
        "FROM scratch\nENTRYPOINT ['x']\nCMD y",
        "FROM scratch\nENTRYPOINT [\"x\"]\nENTRYPOINT []\nCMD [\"a\",\n# no JSON any more\n",
        "FROM scratch\nCMD echo \\\\\nUSER a",
        "FROM scratch\nWORKDIR   /w  \n  USER   indented  \nLABEL a=b\\\n\nc=d",
    ];

    [EngineTheory]
    [MemberData(nameof(Texts))]
    public async Task We_read_what_BuildKit_builds(string text)
    {
        var ct = TestContext.Current.CancellationToken;
        var (engine, _) = await fixture.GetAsync();
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "Dockerfile"), text, ct);
        List<string> log = [];
        var outcome = await engine.BuildAsync(new(folder.Path), new Lines(log), ct);
        Assert.True(outcome is BuildOutcome.Built, string.Join('\n', log));
        var built = (await engine.InspectAsync(((BuildOutcome.Built)outcome).Image, ct))!;

        var stage = (await Dockerfile.InAsync(folder.Path, ct))!.FinalStage!;

        Assert.Equal(built.User, stage.Last("USER")?.Words[0] ?? "");
        Assert.Equal(built.WorkingDirectory is "" ? "/" : built.WorkingDirectory, stage.WorkingDirectory);
        Assert.Equal(built.Entrypoint, Start(stage, "ENTRYPOINT"));
        Assert.Equal(built.Command, Start(stage, "CMD"));
        Assert.Equal(built.Volumes.Order(), stage.Steps.Where(step => step.Instruction.Keyword == "VOLUME").SelectMany(step => step.Words).Order());
        Assert.Equal(built.Environment.Where(pair => pair.Key != "PATH").OrderBy(pair => pair.Key), stage.Environment.Where(pair => pair.Key != "PATH").OrderBy(pair => pair.Key));
    }

    private static IReadOnlyList<string> Start(Stage stage, string keyword) => stage.Last(keyword)?.Instruction is not { } instruction
        ? []
        : instruction.Json ?? ["/bin/sh", "-c", instruction.Arguments];

    private sealed class Lines(List<string> log) : IProgress<string>
    {
        public void Report(string value)
        {
            lock (log)
                log.Add(value);
        }
    }
}
