namespace Scaffold.Tests.Verify;

/// <summary>Where reports go is judged before the work begins: these need no engine.</summary>
public sealed class ReportOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReportOptionsTests() => File.WriteAllText(_folder["Dockerfile"], "FROM scratch\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--junit", "nowhere/report.xml")]
    [InlineData("--sarif", ".")]
    [InlineData("--html", "")]
    public async Task A_file_that_cannot_be_written_ends_it_at_once(string option, string file)
    {
        var ran = await Tool.RunAsync(_folder.Path, "verify", ".", "--engine", "process", option, file);

        ran.Ended(2);
        Assert.Contains($"{option}: error SM206", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("[1/", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stdout_is_taken_once()
    {
        var ran = await Tool.RunAsync(_folder.Path, "verify", ".", "--engine", "process", "--json", "-", "--markdown", "-");

        ran.Ended(2);
        Assert.Contains("--markdown: error SM206: Two reports cannot share stdout.", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_report_is_written_when_the_verdict_is_fail()
    {
        await File.WriteAllTextAsync(_folder["Dockerfile"], "FROM python:3.12\nENTRYPOINT python serve.py\n", TestContext.Current.CancellationToken);

        var ran = await Tool.RunAsync(_folder.Path, "verify", ".", "--engine", "process", "--only", "C-01",
            "--json", "r.json", "--junit", "r.xml", "--sarif", "r.sarif", "--markdown", "-", "--html", "r.html");

        ran.Ended(1);
        Assert.StartsWith("## verify: **fail**", ran.Output, StringComparison.Ordinal);
        Assert.Contains("fail: 1 failed", ran.Error, StringComparison.Ordinal);
        Assert.Equal(["Dockerfile", "r.html", "r.json", "r.sarif", "r.xml"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("\"uri\": \"Dockerfile\"", await File.ReadAllTextAsync(_folder["r.sarif"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
