using Scaffold.Checks;
using Scaffold.Checks.Static;
using Scaffold.Engine;

namespace Scaffold.Tests.Checks.Static;

public class NoSecretsAreBakedTests
{
    [Theory]
    [InlineData("ENV AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI", Outcome.Fail)]
    [InlineData("ENV A=1 HF_TOKEN=\"abc def\"", Outcome.Fail)]
    [InlineData("ENV DB_PASSWORD hunter2", Outcome.Fail)]
    [InlineData("ARG GITHUB_TOKEN=abc", Outcome.Fail)]
    [InlineData("ARG GITHUB_TOKEN\nARG GITHUB_TOKEN=abc", Outcome.Fail)]
    [InlineData("ARG NPM_TOKEN\nENV NPM_TOKEN=${NPM_TOKEN}", Outcome.Fail)]
    [InlineData("ENV AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", Outcome.Fail)]
    [InlineData("ENV PIP_INDEX_URL=https://me:hunter2@example.org/simple", Outcome.Fail)]
    [InlineData("ARG GITHUB_TOKEN", Outcome.Warn)]
    [InlineData("ENV HF_TOKEN=", Outcome.Pass)]
    [InlineData("ENV HF_TOKEN=$HF_TOKEN", Outcome.Pass)]
    [InlineData("ENV PAD_TOKEN=[PAD] EOS_TOKEN=</s> MAX_TOKEN=512 USE_TOKEN=true", Outcome.Pass)]
    [InlineData("ENV TOKEN=/run/secrets/token", Outcome.Pass)]
    [InlineData("ENV GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305 TOKENIZERS_PARALLELISM=false", Outcome.Pass)]
    [InlineData("RUN --mount=type=secret,id=HF_TOKEN HF_TOKEN=$(cat /run/secrets/HF_TOKEN) fetch", Outcome.Pass)]
    public async Task Judges_names_and_values(string lines, Outcome expected) =>
        Assert.Equal(expected, (await Repository.JudgeAsync(new NoSecretsAreBaked(), $"FROM a:1\n{lines}")).Outcome);

    [Fact]
    public async Task Every_stage_counts_and_so_does_ARG_before_FROM()
    {
        Assert.Equal(Outcome.Fail, (await Repository.JudgeAsync(new NoSecretsAreBaked(), "ARG API_KEY=x\nFROM a:1")).Outcome);
        Assert.Equal(Outcome.Fail, (await Repository.JudgeAsync(new NoSecretsAreBaked(), "FROM a:1 AS b\nARG HF_TOKEN\nFROM b\nENV HF_TOKEN=$HF_TOKEN")).Outcome);
        Assert.Equal(Outcome.Fail, (await Repository.JudgeAsync(new NoSecretsAreBaked(), "FROM a:1 AS b\nENV API_KEY=x\nFROM a:1")).Outcome);
    }

    [Fact]
    public async Task A_secret_is_never_repeated()
    {
        var finding = await Repository.JudgeAsync(new NoSecretsAreBaked(), "FROM a:1\nENV DB_PASSWORD=hunter2 K=AKIAIOSFODNN7EXAMPLE");

        Assert.Contains("Dockerfile(2): ENV DB_PASSWORD holds a secret (7 characters, not shown)", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", finding.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("AKIA", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_alone_is_judged_by_its_environment()
    {
        ImageConfig config = new("", "linux", "amd64", 1) { Environment = new Dictionary<string, string> { ["HF_TOKEN"] = "hf_x" } };

        Assert.Equal(Outcome.Fail, (await new NoSecretsAreBaked().RunAsync(new ImageInMemory(config).Subject(), TestContext.Current.CancellationToken)).Outcome);
    }
}
