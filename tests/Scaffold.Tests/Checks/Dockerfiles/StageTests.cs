using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Tests.Checks.Dockerfiles;

public class StageTests
{
    [Fact]
    public void A_stage_inherits_ENV_and_WORKDIR_but_no_ARG()
    {
        var stage = Dockerfile.Parse("""
            ARG VERSION=3.13
            FROM python:${VERSION}-slim AS base
            ARG VERSION
            ARG HIDDEN=x
            ENV DIR=/opt/program V=$VERSION
            WORKDIR $DIR
            FROM base
            COPY a ${DIR}/b-$HIDDEN-$V
            """).FinalStage!;

        Assert.Equal("python:3.13-slim", stage.BaseImage);
        var copy = stage.Last("COPY")!;
        Assert.Equal(["a", "/opt/program/b-$HIDDEN-3.13"], copy.Words);
        Assert.Equal("/opt/program", copy.WorkingDirectory);
    }

    [Theory]
    [InlineData("$A", "one")]
    [InlineData("${A}", "one")]
    [InlineData("${A:-two}", "one")]
    [InlineData("${EMPTY:-two}", "two")]
    [InlineData("${EMPTY-two}", "")]
    [InlineData("${NONE:-${A}/x}", "one/x")]
    [InlineData("${A:+set}", "set")]
    [InlineData("${NONE+set}", "")]
    [InlineData("${A:?missing}", "one")]
    [InlineData("$NONE/x", "$NONE/x")]
    [InlineData("${A#o}", "${A#o}")]
    [InlineData("'$A'", "$A")]
    [InlineData("\"$A b\"", "one b")]
    [InlineData("\\$A", "$A")]
    [InlineData("${A", "${A")]
    [InlineData("$", "$")]
    public void Variables_are_put_in_as_BuildKit_does(string word, string expected)
    {
        var stage = Dockerfile.Parse($"FROM x\nENV A=one EMPTY=\nWORKDIR {word}").FinalStage!;

        Assert.Equal([expected], stage.Last("WORKDIR")!.Words);
    }

    [Fact]
    public void ENV_in_its_old_form_takes_the_rest_of_the_line()
    {
        var env = Dockerfile.Parse("FROM x\nENV NAME a b c").FinalStage!.Last("ENV")!;

        Assert.Equal([KeyValuePair.Create<string, string?>("NAME", "a b c")], env.Pairs);
    }

    [Fact]
    public void ENV_wins_over_ARG_of_the_same_name() =>
        Assert.Equal(["env"], Dockerfile.Parse("FROM x\nENV A=env\nARG A=arg\nUSER $A").FinalStage!.Last("USER")!.Words);

    [Fact]
    public void ONBUILD_is_for_other_images() =>
        Assert.Null(Dockerfile.Parse("FROM x\nONBUILD USER app").FinalStage!.Last("USER"));

    [Fact]
    public void Only_an_earlier_stage_can_be_FROM_parent()
    {
        var stages = Dockerfile.Parse("FROM b AS a\nFROM A AS b\nFROM a").Stages;

        Assert.Null(stages[0].Parent);
        Assert.Same(stages[0], stages[1].Parent);
        Assert.Equal([stages[0], stages[2]], stages[2].Chain);
    }
}
