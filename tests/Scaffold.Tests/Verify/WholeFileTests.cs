using Scaffold.Checks.Verification;

namespace Scaffold.Tests.Verify;

public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Replaces_what_was_there_and_leaves_nothing_beside_it()
    {
        await File.WriteAllTextAsync(_folder["report"], "old and longer", Ct);

        await WholeFile.WriteAsync(_folder["report"], "new", Ct);

        Assert.Equal("new", await File.ReadAllTextAsync(_folder["report"], Ct));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task An_interrupted_write_leaves_what_was_there()
    {
        await File.WriteAllTextAsync(_folder["report"], "old", Ct);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WholeFile.WriteAsync(_folder["report"], "new", new CancellationToken(canceled: true)));

        Assert.Equal("old", await File.ReadAllTextAsync(_folder["report"], Ct));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Writes_through_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need leave there.");
        await File.WriteAllTextAsync(_folder["target"], "old", Ct);
        File.CreateSymbolicLink(_folder["link"], "target");

        await WholeFile.WriteAsync(_folder["link"], "new", Ct);

        Assert.Equal("target", new FileInfo(_folder["link"]).LinkTarget);
        Assert.Equal("new", await File.ReadAllTextAsync(_folder["target"], Ct));
    }

    [Fact]
    public async Task A_device_stays_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/null is there on Linux.");

        await WholeFile.WriteAsync("/dev/null", "new", Ct);

        Assert.Equal("", await File.ReadAllTextAsync("/dev/null", Ct));
    }
}
