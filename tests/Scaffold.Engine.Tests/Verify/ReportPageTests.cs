using Scaffold.Cli.Reports.Html;

namespace Scaffold.Tests.Verify;

/// <summary>The HTML report in a browser: looked at and clicked by tests/browser/page.sh, which installs Debian's Chromium where it is missing.</summary>
public sealed class ReportPageTests : IDisposable
{
    private static readonly string Pictures = Path.Combine(RepositoryRoot.Path, "artifacts", "page");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_page_of_hostile_text_can_be_read_clicked_and_printed()
    {
        Assert.SkipUnless(HasBrowser, "No Chromium, and this is no Debian machine where root could install it.");
        await File.WriteAllTextAsync(_folder["report.html"], VerifyHtml.Of(Results.OfEverything()), Ct);

        await OpenAsync("hostile");
    }

    [EngineFact]
    public async Task The_page_of_a_real_verification_can_be_read_clicked_and_printed()
    {
        Assert.SkipUnless(HasBrowser, "No Chromium, and this is no Debian machine where root could install it.");
        Mutant.Of(Mutant.Sound).WriteTo(_folder["sound"]);

        (await Tool.RunAsync(_folder.Path, "verify", "sound", "--engine", "docker", "--only", "C-01,C-25,C-40,C-62,C-64", "--html", "report.html")).Succeeded();

        await OpenAsync("sound");
    }

    private static bool HasBrowser => File.Exists("/usr/bin/chromium") || (Environment.UserName is "root" && File.Exists("/etc/debian_version"));

    private async Task OpenAsync(string name)
    {
        var pictures = Path.Combine(Pictures, name);
        Directory.CreateDirectory(pictures);

        var opened = await Command.RunAsync(Path.Combine(RepositoryRoot.Path, "tests/browser/page.sh"), [_folder["report.html"], pictures]);

        TestContext.Current.TestOutputHelper!.WriteLine(opened.Output);
        opened.Succeeded();
        Assert.All((string[])["light.png", "dark.png", "print.pdf"], file => Assert.True(new FileInfo(Path.Combine(pictures, file)).Length > 5_000, file));
    }
}
