using Scaffold.Checks;
using Scaffold.Checks.Static;

namespace Scaffold.Tests.Checks.Static;

public class UserStaysRootTests
{
    [Theory]
    [InlineData("", Outcome.Pass)]
    [InlineData("USER root", Outcome.Pass)]
    [InlineData("USER 0:0", Outcome.Pass)]
    [InlineData("USER app\nRUN build\nUSER root", Outcome.Pass)]
    [InlineData("ENV U=root\nUSER $U", Outcome.Pass)]
    [InlineData("USER app", Outcome.Fail)]
    [InlineData("USER 1000:0", Outcome.Fail)]
    [InlineData("ARG UID=1000\nUSER ${UID}", Outcome.Fail)]
    [InlineData("ARG UID\nUSER ${UID}", Outcome.Warn)]
    public async Task Judges_the_last_USER(string lines, Outcome expected) =>
        Assert.Equal(expected, (await Repository.JudgeAsync(new UserStaysRoot(), $"FROM a:1\n{lines}")).Outcome);

    [Fact]
    public async Task Warns_only_when_the_image_is_for_training_alone() =>
        Assert.Equal(Outcome.Warn, (await Repository.JudgeAsync(new UserStaysRoot(), "FROM a:1\nUSER app", Profile.Train)).Outcome);
}
