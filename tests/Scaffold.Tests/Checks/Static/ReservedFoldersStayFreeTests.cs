using Scaffold.Checks;
using Scaffold.Checks.Static;

namespace Scaffold.Tests.Checks.Static;

public class ReservedFoldersStayFreeTests
{
    [Theory]
    [InlineData("COPY model.bin /opt/ml/model/", Outcome.Fail)]
    [InlineData("ADD https://example.org/m.tar /opt/ml/input/data/x/", Outcome.Fail)]
    [InlineData("COPY --from=0 [\"/a b\", \"/opt/ml/checkpoints\"]", Outcome.Fail)]
    [InlineData("WORKDIR /opt\nWORKDIR ml/model\nCOPY . .", Outcome.Fail)]
    [InlineData("ENV D=/opt/ml\nCOPY x $D/output", Outcome.Fail)]
    [InlineData("COPY <<EOF /opt/ml/processing/x\nhi\nEOF", Outcome.Fail)]
    [InlineData("VOLUME /opt/ml/model", Outcome.Fail)]
    [InlineData("VOLUME [\"/data\", \"/opt/ml\"]", Outcome.Fail)]
    [InlineData("RUN curl -o /opt/ml/model/m.bin https://example.org/opt/ml/model", Outcome.Fail)]
    [InlineData("RUN echo 1 > /opt/ml/model/v", Outcome.Fail)]
    [InlineData("RUN apt-get update && cp -r /src /opt/ml/model", Outcome.Fail)]
    [InlineData("RUN [\"tar\", \"-C\", \"/opt/ml/model\", \"-xf\", \"m.tar\"]", Outcome.Fail)]
    [InlineData("RUN <<EOF\nset -e\nwget --directory-prefix=/opt/ml/model https://example.org/m\nEOF", Outcome.Fail)]
    [InlineData("RUN mkdir -p /opt/ml/model", Outcome.Warn)]
    [InlineData("WORKDIR /opt/ml/output", Outcome.Warn)]
    [InlineData("COPY code /opt/ml/code", Outcome.Warn)]
    [InlineData("COPY code /opt/ml/code\nENV SAGEMAKER_PROGRAM=train.py", Outcome.Pass)]
    [InlineData("COPY code /opt/ml/code\nRUN pip install 'sagemaker-training>=5'", Outcome.Pass)]
    [InlineData("COPY . /opt/program\nRUN ls /opt/ml/model; rm -rf /opt/ml/output; test -d /opt/ml/input", Outcome.Pass)]
    [InlineData("RUN cp /opt/ml/model/x /srv/", Outcome.Pass)]
    [InlineData("RUN # cp x /opt/ml/model", Outcome.Pass)]
    [InlineData("ENV MODEL=/opt/ml/model\nCOPY m /opt/ml/model2", Outcome.Pass)]
    public async Task Judges_what_each_instruction_writes(string lines, Outcome expected) =>
        Assert.Equal(expected, (await Repository.JudgeAsync(new ReservedFoldersStayFree(), $"FROM a:1\n{lines}")).Outcome);

    [Fact]
    public async Task Stages_that_only_build_may_write_anywhere() =>
        Assert.Equal(Outcome.Pass, (await Repository.JudgeAsync(new ReservedFoldersStayFree(), "FROM a:1 AS b\nCOPY m /opt/ml/model\nFROM a:1\nCOPY --from=b /opt/x /y")).Outcome);

    [Theory]
    [InlineData("opt/ml/model/m.bin", "COPY opt /opt", Outcome.Fail)]
    [InlineData("ml/model/m.bin", "COPY ml/ /opt/ml/", Outcome.Fail)]
    [InlineData("ml/code/train.py", "COPY ml /opt/ml", Outcome.Warn)]
    [InlineData("ml/README.md", "COPY ml /opt/ml", Outcome.Pass)]
    public async Task A_COPY_from_above_counts_what_the_context_holds(string file, string line, Outcome expected)
    {
        using var repository = new Repository($"FROM a:1\n{line}").With(file, "x");

        Assert.Equal(expected, (await repository.JudgeAsync(new ReservedFoldersStayFree())).Outcome);
    }

    [Fact]
    public async Task Every_place_is_named()
    {
        var finding = await Repository.JudgeAsync(new ReservedFoldersStayFree(), "FROM a:1\nCOPY m /opt/ml/model\nRUN mkdir /opt/ml/input");

        Assert.Equal(["Dockerfile(2): COPY writes into /opt/ml/model", "Dockerfile(3): RUN makes /opt/ml/input"], finding.Evidence);
    }
}
