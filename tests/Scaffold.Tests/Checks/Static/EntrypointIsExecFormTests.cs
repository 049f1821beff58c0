using Scaffold.Checks;
using Scaffold.Checks.Static;
using Scaffold.Engine;

namespace Scaffold.Tests.Checks.Static;

public class EntrypointIsExecFormTests
{
    [Theory]
    [InlineData("ENTRYPOINT [\"python3\", \"/opt/program/serve\"]", Outcome.Pass)]
    [InlineData("CMD [\"train\"]", Outcome.Pass)]
    [InlineData("ENV A=1", Outcome.Pass)]
    [InlineData("ENTRYPOINT python3 /opt/program/serve", Outcome.Fail)]
    [InlineData("ENTRYPOINT ['python3', 'serve']", Outcome.Fail)]
    [InlineData("CMD train", Outcome.Fail)]
    [InlineData("CMD [\"/bin/sh\", \"-c\", \"train\"]", Outcome.Fail)]
    [InlineData("CMD [\"/bin/sh\", \"-c\", \"exec train\"]", Outcome.Pass)]
    [InlineData("ENTRYPOINT [\"serve\"]\nCMD not looked at", Outcome.Pass)]
    [InlineData("ENTRYPOINT serve\nENTRYPOINT []\nCMD [\"train\"]", Outcome.Pass)]
    [InlineData("ENTRYPOINT [\"/bin/sh\", \"-c\", \"python3 serve.py\"]", Outcome.Fail)]
    [InlineData("ENTRYPOINT [\"/usr/bin/env\", \"bash\", \"-ec\", \"python3 serve.py\"]", Outcome.Fail)]
    [InlineData("ENTRYPOINT [\"/bin/sh\", \"-c\", \"exec python3 serve.py \\\"$@\\\"\"]", Outcome.Fail)]
    [InlineData("ENTRYPOINT [\"/bin/sh\", \"-c\", \"exec python3 serve.py \\\"$@\\\"\", \"--\"]", Outcome.Pass)]
    [InlineData("ENTRYPOINT [\"/bin/sh\", \"-c\", \"exec \\\"$0\\\" \\\"$@\\\"\"]", Outcome.Pass)]
    [InlineData("ENTRYPOINT [\"/bin/bash\", \"-c\", \"python3 serve.py \\\"$@\\\"\", \"--\"]", Outcome.Warn)]
    [InlineData("ENTRYPOINT [\"bash\", \"/entry.sh\"]", Outcome.Pass)]
    public async Task Judges_the_last_stage(string lines, Outcome expected) =>
        Assert.Equal(expected, (await Repository.JudgeAsync(new EntrypointIsExecForm(), $"FROM python:3.13\n{lines}\n")).Outcome);

    [Fact]
    public async Task Says_where_what_and_what_to_type()
    {
        var finding = await Repository.JudgeAsync(new EntrypointIsExecForm(), "FROM python:3.13\n\nENTRYPOINT python3 /opt/program/serve --port 8080\n");

        Assert.StartsWith("Dockerfile(3): ENTRYPOINT python3 /opt/program/serve --port 8080 is in shell form", finding.Message, StringComparison.Ordinal);
        Assert.Equal("""Write ENTRYPOINT ["python3", "/opt/program/serve", "--port", "8080"].""", finding.Fix);
    }

    [Fact]
    public async Task A_stage_that_only_builds_does_not_matter() =>
        Assert.Equal(Outcome.Pass, (await Repository.JudgeAsync(new EntrypointIsExecForm(), "FROM a:1 AS build\nENTRYPOINT x\nFROM b:1\nCMD [\"train\"]")).Outcome);

    [Fact]
    public async Task What_a_parent_stage_sets_does() =>
        Assert.Equal(Outcome.Fail, (await Repository.JudgeAsync(new EntrypointIsExecForm(), "FROM a:1 AS base\nENTRYPOINT x\nFROM base\nCMD [\"train\"]")).Outcome);

    [Fact]
    public async Task What_the_base_image_sets_does_when_the_engine_has_it()
    {
        ImageInMemory engine = new(new("", "", "", 0)) { Others = { ["base:1"] = new("", "linux", "amd64", 1) { Entrypoint = ["/bin/sh", "-c", "serve"] } } };
        using Repository repository = new("FROM base:1\nCMD [\"train\"]") { Engine = engine };
        using Repository unknown = new("FROM base:2\nCMD [\"train\"]") { Engine = engine };

        Assert.Equal(Outcome.Fail, (await repository.JudgeAsync(new EntrypointIsExecForm())).Outcome);
        var finding = await unknown.JudgeAsync(new EntrypointIsExecForm());
        Assert.Equal(Outcome.Pass, finding.Outcome);
        Assert.EndsWith("What base:2 itself sets was not at hand.", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_alone_shows_shell_form_as_sh_c()
    {
        ImageConfig config = new("", "linux", "amd64", 1);

        Assert.Equal(Outcome.Fail, (await Judge(config with { Entrypoint = ["/bin/sh", "-c", "serve"] })).Outcome);
        Assert.Equal(Outcome.Pass, (await Judge(config with { Entrypoint = ["/entry"] })).Outcome);

        static Task<Finding> Judge(ImageConfig config) => new EntrypointIsExecForm().RunAsync(new ImageInMemory(config).Subject(), TestContext.Current.CancellationToken);
    }
}
