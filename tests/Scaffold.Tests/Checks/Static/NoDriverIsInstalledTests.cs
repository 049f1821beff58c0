using Scaffold.Checks;
using Scaffold.Checks.Static;

namespace Scaffold.Tests.Checks.Static;

public class NoDriverIsInstalledTests
{
    [Theory]
    [InlineData("RUN apt-get update && apt-get install -y nvidia-driver-535", Outcome.Fail)]
    [InlineData("RUN apt-get install -y --no-install-recommends curl libnvidia-compute-535=535.54.03-0ubuntu1", Outcome.Fail)]
    [InlineData("RUN sudo apt install nvidia-utils-550:amd64", Outcome.Fail)]
    [InlineData("RUN DEBIAN_FRONTEND=noninteractive apt-get -y install libcuda1", Outcome.Fail)]
    [InlineData("RUN [\"dnf\", \"install\", \"-y\", \"cuda-drivers\"]", Outcome.Fail)]
    [InlineData("RUN yum -y install nvidia-driver-latest-dkms", Outcome.Fail)]
    [InlineData("RUN <<EOF\napk add nvidia-utils\nEOF", Outcome.Fail)]
    [InlineData("ARG D=535\nRUN apt-get install -y nvidia-driver-$D", Outcome.Fail)]
    [InlineData("RUN dpkg -i /tmp/libnvidia-compute-535_535.54_amd64.deb", Outcome.Fail)]
    [InlineData("RUN sh ./NVIDIA-Linux-x86_64-535.54.03.run --silent", Outcome.Fail)]
    [InlineData("RUN apt-get install -y cuda", Outcome.Warn)]
    [InlineData("RUN apt-get install -y cuda-12-4", Outcome.Warn)]
    [InlineData("RUN dnf install -y cuda-runtime-12-4", Outcome.Warn)]
    [InlineData("RUN apt-get install -y cuda-toolkit-12-4 cuda-libraries-12-4 libcudnn9 cuda-compat-12-4", Outcome.Pass)]
    [InlineData("RUN apt-get install -y cuda-driver-dev-12-4", Outcome.Pass)] // stubs
    [InlineData("RUN conda install -y -c nvidia cuda cudatoolkit", Outcome.Pass)]
    [InlineData("RUN apt-get remove -y nvidia-driver-535", Outcome.Pass)]
    [InlineData("RUN echo nvidia-driver-535", Outcome.Pass)]
    [InlineData("RUN pip install nvidia-cublas-cu12 nvidia-ml-py", Outcome.Pass)]
    public async Task Judges_what_RUN_installs(string lines, Outcome expected) =>
        Assert.Equal(expected, (await Repository.JudgeAsync(new NoDriverIsInstalled(), $"FROM a:1\n{lines}")).Outcome);

    [Theory]
    [InlineData("FROM a:1 AS b\nRUN apt-get install nvidia-driver-535\nFROM b", Outcome.Fail)]
    [InlineData("FROM a:1 AS b\nRUN apt-get install nvidia-driver-535\nFROM a:1\nCOPY --from=b /x /x", Outcome.Pass)]
    public async Task Counts_stages_that_end_up_in_the_image(string text, Outcome expected) =>
        Assert.Equal(expected, (await Repository.JudgeAsync(new NoDriverIsInstalled(), text)).Outcome);

    [Fact]
    public async Task An_image_alone_is_judged_by_its_history()
    {
        ImageInMemory image = new(new("", "", "", 0)) { History = [new("RUN |1 A=b /bin/sh -c apt-get install -y nvidia-driver-535 # buildkit", 9)] };

        var finding = await new NoDriverIsInstalled().RunAsync(image.Subject(), TestContext.Current.CancellationToken);

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.StartsWith("the image's history(2): RUN installs nvidia-driver-535", finding.Message, StringComparison.Ordinal);
    }
}
