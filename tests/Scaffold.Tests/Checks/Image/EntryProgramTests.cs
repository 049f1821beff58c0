using Scaffold.Checks;
using Scaffold.Checks.Image;
using Scaffold.Engine;

namespace Scaffold.Tests.Checks.Image;

/// <summary>C-11, C-12 and C-13: what is started, how it is written, and whether it may be.</summary>
public class EntryProgramTests
{
    private const string Python = "#!/usr/bin/env python3\nprint(1)\n";

    private static readonly ImageConfig Config = new("", "linux", "amd64", 1)
    {
        WorkingDirectory = "/opt/program",
        Environment = new Dictionary<string, string> { ["PATH"] = "/opt/program:/usr/bin" },
    };

    private static ImageInMemory Image(ImageConfig? config = null) => new ImageInMemory(config ?? Config).With("/usr/bin/env").With("/usr/bin/python3").With("/bin/sh").With("/bin/bash");

    private static async Task<Finding> Judge<TCheck>(ImageInMemory image, Profile profiles = Profile.Default)
        where TCheck : ICheck, new() => await new TCheck().RunAsync(image.Subject(profiles), TestContext.Current.CancellationToken);

    [Fact]
    public async Task Train_and_serve_are_found_on_PATH()
    {
        var image = Image().With("/opt/program/train", Python).With("/usr/bin/serve");

        foreach (var finding in new[] { await Judge<EntryIsFound>(image), await Judge<EntryScriptsAreWellFormed>(image), await Judge<EntryScriptsAreExecutable>(image) })
            Assert.Equal(Outcome.Pass, finding.Outcome);
    }

    [Fact]
    public async Task Only_what_the_profile_needs_is_missed()
    {
        var image = Image().With("/opt/program/train", Python);

        Assert.Equal(Outcome.Pass, (await Judge<EntryIsFound>(image, Profile.Train)).Outcome);
        var finding = await Judge<EntryIsFound>(image);
        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Equal("docker run IMAGE serve finds no program: there is no serve in /opt/program:/usr/bin, and no ENTRYPOINT.", finding.Message);
    }

    [Fact]
    public async Task The_engine_s_own_PATH_counts_when_the_image_sets_none() =>
        Assert.Equal(Outcome.Pass, (await Judge<EntryIsFound>(new ImageInMemory(new("", "linux", "amd64", 1)).With("/usr/local/bin/train").With("/bin/serve"))).Outcome);

    [Theory]
    [InlineData("/opt/program/start", Outcome.Pass)]
    [InlineData("./start", Outcome.Pass)]
    [InlineData("start", Outcome.Pass)]
    [InlineData("/opt/start", Outcome.Fail)]
    [InlineData("strat", Outcome.Fail)]
    [InlineData("/opt/program", Outcome.Fail)] // a folder
    public async Task The_first_word_of_ENTRYPOINT_is_found(string word, Outcome expected) =>
        Assert.Equal(expected, (await Judge<EntryIsFound>(Image(Config with { Entrypoint = [word] }).With("/opt/program/start", Python))).Outcome);

    [Fact]
    public async Task What_an_unknown_base_image_sets_shows_in_the_image()
    {
        var engine = Image(Config with { Entrypoint = ["/bin/sh", "-c", "start"] });
        using Repository repository = new("FROM a:1\nCMD [\"train\"]") { Engine = engine };

        var finding = await repository.JudgeAsync(new EntryIsFound(), "image");

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Contains("Write ENTRYPOINT [] into the Dockerfile", finding.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!/usr/bin/env python3\nprint(1)\n", Outcome.Pass, "a script for /usr/bin/env python3")]
    [InlineData("#! /usr/bin/python3 -u\n", Outcome.Pass, "a script for /usr/bin/python3 -u")]
    [InlineData("#!/usr/bin/env -S python3 -u\n", Outcome.Pass, "a script")]
    [InlineData("\u007fELF\r\n", Outcome.Pass, "a Linux program")]
    [InlineData("#!/usr/bin/env python3\r\nprint(1)\r\n", Outcome.Fail, "carriage returns in 2 lines, the first being line 1: Linux looks")]
    [InlineData("#!/usr/bin/env python3\nprint(1)\r\n", Outcome.Fail, "carriage returns in line 2.")]
    [InlineData("\uFEFF#!/usr/bin/env python3\n", Outcome.Fail, "begins with a byte order mark")]
    [InlineData("print(1)\n", Outcome.Fail, "does not begin with #!")]
    [InlineData("#!\n", Outcome.Fail, "names no interpreter")]
    [InlineData("", Outcome.Fail, "does not begin with #!")]
    [InlineData("MZ\u0090", Outcome.Fail, "is a Windows or macOS program")]
    [InlineData("#!/usr/local/bin/python\n", Outcome.Fail, "asks for /usr/local/bin/python, which is not in the image")]
    [InlineData("#!/usr/bin/env ruby\n", Outcome.Fail, "asks env for ruby")]
    public async Task What_is_started_is_well_formed(string text, Outcome expected, string words)
    {
        var finding = await Judge<EntryScriptsAreWellFormed>(Image().With("/opt/program/train", text), Profile.Train);

        Assert.Equal(expected, finding.Outcome);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_ENTRYPOINT_gives_to_a_shell_needs_neither_first_line_nor_mode()
    {
        var image = Image(Config with { Entrypoint = ["bash", "/entry.sh"] }).With("/usr/bin/bash").With("/entry.sh", "exec \"$@\"\n", mode: 0x1A4);
        var broken = Image(Config with { Entrypoint = ["bash", "/entry.sh"] }).With("/usr/bin/bash").With("/entry.sh", "exec \"$@\"\r\n", mode: 0x1A4);

        Assert.Equal(Outcome.Pass, (await Judge<EntryScriptsAreWellFormed>(image)).Outcome);
        Assert.Equal(Outcome.Pass, (await Judge<EntryScriptsAreExecutable>(image)).Outcome);
        Assert.Equal(Outcome.Fail, (await Judge<EntryScriptsAreWellFormed>(broken)).Outcome);
    }

    [Fact]
    public async Task A_program_that_is_not_executable_fails_by_its_mode_alone()
    {
        var image = Image().With("/opt/program/train", Python, mode: 0x1A4);

        Assert.Equal(Outcome.Pass, (await Judge<EntryIsFound>(image, Profile.Train)).Outcome);
        var finding = await Judge<EntryScriptsAreExecutable>(image, Profile.Train);
        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.StartsWith("train (/opt/program/train) has mode 0644: permission denied (exit code 126)", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_later_on_PATH_that_is_executable_is_the_one_that_runs() =>
        Assert.Equal(Outcome.Pass, (await Judge<EntryScriptsAreExecutable>(Image().With("/opt/program/train", Python, mode: 0x1A4).With("/usr/bin/train"), Profile.Train)).Outcome);

    [Theory]
    [InlineData("exec python3 train.py \"$@\"", Outcome.Pass)]
    [InlineData("set -e\nexec \\\n  python3 x\n\n# the end", Outcome.Pass)]
    [InlineData("if [ \"$1\" = serve ]; then\n  exec a\nelse\n  exec b\nfi", Outcome.Pass)]
    [InlineData("case $1 in\n  train) exec a ;;\n  *) exec b ;;\nesac", Outcome.Pass)]
    [InlineData("trap 'kill $pid' TERM INT\npython3 x &\npid=$!\nwait", Outcome.Pass)]
    [InlineData("python3 train.py", Outcome.Warn)]
    [InlineData("exec 2>&1\npython3 train.py", Outcome.Warn)]
    public async Task A_shell_script_ends_in_exec(string script, Outcome expected) =>
        Assert.Equal(expected, (await Judge<EntryScriptsAreExecutable>(Image().With("/opt/program/train", $"#!/bin/sh\n{script}\n"), Profile.Train)).Outcome);

    [Fact]
    public async Task A_repository_alone_is_judged_by_what_it_holds()
    {
        using var repository = new Repository("FROM a:1\nCOPY --chmod=755 container/ /opt/program/").With("container/train", "#!/usr/bin/env python3\r\n").With("container/serve", Python);
        using var modes = new Repository("FROM a:1\nCOPY container/ /opt/program/").With("container/train", Python).With("container/serve", Python);
        using var built = new Repository("FROM a:1").With("container/train/train.csproj", "<Project/>");

        Assert.Equal(Outcome.Fail, (await repository.JudgeAsync(new EntryScriptsAreWellFormed())).Outcome);
        Assert.Equal(Outcome.Pass, (await repository.JudgeAsync(new EntryScriptsAreExecutable())).Outcome);
        Assert.Equal(OperatingSystem.IsWindows() ? Outcome.Pass : Outcome.Fail, (await modes.JudgeAsync(new EntryScriptsAreExecutable())).Outcome);
        Assert.Equal(Outcome.Skip, (await built.JudgeAsync(new EntryScriptsAreWellFormed())).Outcome);
    }
}
