using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Tests.Checks.Dockerfiles;

public class StageTests
{
    [Fact]
    public void A_stage_inherits_ENV_ARG_and_WORKDIR()
    {
        var stage = Dockerfile.Parse("""
            ARG VERSION=3.13
            FROM python:${VERSION}-slim AS base
            ARG VERSION
            ARG KEPT=x
            ENV DIR=/opt/program V=$VERSION
            WORKDIR $DIR
            FROM base
            COPY a ${DIR}/b-$KEPT-$V
            """).FinalStage!;

        Assert.Equal("python:3.13-slim", stage.BaseImage);
        var copy = stage.Last("COPY")!;
        Assert.Equal(["a", "/opt/program/b-x-3.13"], copy.Words);
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

    [Theory]
    [InlineData("ENV A=env\nARG A=arg", "arg")]
    [InlineData("ARG A=arg\nENV A=env", "env")]
    [InlineData("ENV A=env\nARG A", "env")]
    public void Of_ENV_and_ARG_of_one_name_the_later_counts(string lines, string expected)
    {
        var stage = Dockerfile.Parse($"FROM x\n{lines}\nUSER $A").FinalStage!;

        Assert.Equal([expected], stage.Last("USER")!.Words);
        Assert.Equal("env", stage.Environment["A"]);
    }

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
