using Scaffold.Checks;
using Scaffold.Checks.Dockerfiles;
using Scaffold.Checks.Static;

namespace Scaffold.Tests.Checks.Dockerfiles;

/// <summary>What the history of an image tells of the Dockerfile it came from.</summary>
public class ImageHistoryTests
{
    [Theory]
    [InlineData("RUN /bin/sh -c apt-get update && apt-get install x # buildkit", "RUN apt-get update && apt-get install x")]
    [InlineData("RUN |2 A=1 B=two words /bin/sh -c make # buildkit", "RUN make")]
    [InlineData("RUN /bin/bash -o pipefail -c make # buildkit", "RUN /bin/bash -o pipefail -c make")]
    [InlineData("/bin/sh -c apt-get install x", "RUN apt-get install x")]
    [InlineData("/bin/sh -c #(nop) COPY file:0123 in /opt/ml/model/ ", "COPY file:0123 /opt/ml/model/")]
    [InlineData("/bin/sh -c #(nop)  VOLUME [/data]", "VOLUME [/data]")]
    [InlineData("COPY m /opt/ml/model # buildkit", "COPY m /opt/ml/model")]
    [InlineData("RUN /bin/sh -c set -e\ncp m /opt # buildkit", "RUN set -e ; cp m /opt")]
    public void A_step_reads_as_its_instruction(string command, string expected)
    {
        var step = ImageHistory.Read([new(command, 1)]).Instructions[^1];

        Assert.Equal(expected, $"{step.Keyword} {step.Arguments}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ENV A='it")]
    [InlineData("LABEL x=Debian 13's")]
    [InlineData("FROM x")]
    [InlineData("\\")]
    public void What_tells_nothing_is_left_out(string command) => Assert.Single(ImageHistory.Read([new(command, 0)]).Instructions);

    [Fact]
    public void Any_text_is_read_and_step_by_step()
    {
        var file = ImageHistory.Read([new("RUN /bin/sh -c echo \\", 1), new("RUN /bin/sh -c cat <<EOF", 1), new("COPY a /b # buildkit", 1)]);

        Assert.Equal(["FROM", "RUN", "RUN", "COPY"], file.Instructions.Select(instruction => instruction.Keyword));
    }

    [Theory]
    [InlineData("COPY m /opt/ml/model # buildkit", Outcome.Fail)]
    [InlineData("/bin/sh -c #(nop) ADD file:12 in /opt/ml/input", Outcome.Fail)]
    [InlineData("RUN |1 V=1 /bin/sh -c curl -o /opt/ml/model/m https://example.org # buildkit", Outcome.Fail)]
    [InlineData("RUN /bin/sh -c mkdir -p /opt/ml/model # buildkit", Outcome.Warn)]
    [InlineData("WORKDIR /opt/ml/output", Outcome.Warn)]
    [InlineData("COPY code /opt/ml/code # buildkit", Outcome.Warn)]
    [InlineData("COPY . / # buildkit", Outcome.Pass)]
    public async Task C04_judges_an_image_by_its_history(string command, Outcome expected)
    {
        ImageInMemory image = new(new("", "linux", "amd64", 1)) { History = [new(command, 1)] };

        Assert.Equal(expected, (await new ReservedFoldersStayFree().RunAsync(image.Subject(), TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task C04_takes_an_image_s_variables_for_the_toolkit_s()
    {
        ImageInMemory image = new(new("", "linux", "amd64", 1) { Environment = new Dictionary<string, string> { ["SAGEMAKER_PROGRAM"] = "train.py" } }) { History = [new("COPY code /opt/ml/code # buildkit", 1)] };

        Assert.Equal(Outcome.Pass, (await new ReservedFoldersStayFree().RunAsync(image.Subject(), TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task C07_finds_a_build_argument_that_the_history_keeps()
    {
        ImageInMemory image = new(new("", "linux", "amd64", 1)) { History = [new("RUN |2 V=1 HF_TOKEN=abcdef /bin/sh -c pip install x # buildkit", 1)] };

        var finding = await new NoSecretsAreBaked().RunAsync(image.Subject(), TestContext.Current.CancellationToken);

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Contains("build argument HF_TOKEN, a secret (6 characters, not shown)", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("python:3.13", Outcome.Pass)]
    [InlineData("python", Outcome.Warn)]
    [InlineData("", Outcome.Skip)]
    public async Task C08_judges_an_image_by_its_label(string name, Outcome expected)
    {
        ImageInMemory image = new(new("", "linux", "amd64", 1) { Labels = new Dictionary<string, string> { ["org.opencontainers.image.base.name"] = name } });

        Assert.Equal(expected, (await new BaseImagesFitThePlatform().RunAsync(image.Subject(), TestContext.Current.CancellationToken)).Outcome);
    }
}
