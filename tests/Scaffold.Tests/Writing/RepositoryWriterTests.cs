using System.Text;
using Scaffold.Core.Planning;
using Scaffold.Core.Problems;
using Scaffold.Core.Writing;

namespace Scaffold.Tests.Writing;

public sealed class RepositoryWriterTests : IDisposable
{
    private static readonly IReadOnlyList<PlannedFile> Files =
        [File("README.md", "read"), File("container/serve", "#!serve", true), File("container/train", "#!train", true)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_folder_appears_whole_and_nothing_beside_it()
    {
        RepositoryWriter.Write(_folder["a/b/c"], Files, force: false, TestContext.Current.CancellationToken);

        Assert.Equal(["README.md", "container/serve", "container/train"], Paths(_folder["a/b/c"]));
        Assert.Equal([_folder["a"]], Directory.GetFileSystemEntries(_folder.Path));
        if (!OperatingSystem.IsWindows())
            Assert.True(System.IO.File.GetUnixFileMode(_folder["a/b/c/container/serve"]).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public void A_folder_with_files_is_refused_untouched()
    {
        System.IO.File.WriteAllText(_folder["mine"], "mine");

        var refused = Assert.Throws<UserErrorException>(() => RepositoryWriter.Write(_folder.Path, Files, force: false, TestContext.Current.CancellationToken)).Problem;

        Assert.Equal(("SM005", ExitCode.WouldOverwrite), (refused.Code, refused.Exit));
        Assert.Equal(["mine"], Paths(_folder.Path));
    }

    [Fact]
    public void A_folder_that_holds_only_git_counts_as_empty()
    {
        Directory.CreateDirectory(_folder[".git"]);

        RepositoryWriter.Write(_folder.Path, Files, force: false, TestContext.Current.CancellationToken);

        Assert.Equal(3, Paths(_folder.Path).Count);
    }

    [Fact]
    public void Force_overwrites_same_names_and_keeps_others()
    {
        System.IO.File.WriteAllText(_folder["README.md"], "mine");
        System.IO.File.WriteAllText(_folder["notes.txt"], "mine");

        RepositoryWriter.Write(_folder.Path, Files, force: true, TestContext.Current.CancellationToken);

        Assert.Equal("read", System.IO.File.ReadAllText(_folder["README.md"]));
        Assert.Equal("mine", System.IO.File.ReadAllText(_folder["notes.txt"]));
        Assert.Equal(["README.md", "container/serve", "container/train", "notes.txt"], Paths(_folder.Path));
    }

    [Fact]
    public void A_cancelled_update_puts_everything_back()
    {
        System.IO.File.WriteAllText(_folder["README.md"], "mine");
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        Assert.Throws<OperationCanceledException>(() => RepositoryWriter.Write(_folder.Path, Files, force: true, cancel.Token));

        Assert.Equal(["README.md"], Paths(_folder.Path));
        Assert.Equal("mine", System.IO.File.ReadAllText(_folder["README.md"]));
    }

    [Fact]
    public void A_folder_in_the_way_of_a_file_puts_everything_back()
    {
        System.IO.File.WriteAllText(_folder["README.md"], "mine");
        Directory.CreateDirectory(_folder["container/train"]);

        Assert.Throws<UserErrorException>(() => RepositoryWriter.Write(_folder.Path, Files, force: true, TestContext.Current.CancellationToken));

        Assert.Equal(["README.md"], Paths(_folder.Path));
        Assert.Equal("mine", System.IO.File.ReadAllText(_folder["README.md"]));
    }

    [Fact]
    public void A_file_of_that_name_is_refused()
    {
        System.IO.File.WriteAllText(_folder["name"], "mine");

        var refused = Assert.Throws<UserErrorException>(() => RepositoryWriter.Write(_folder["name"], Files, force: true, TestContext.Current.CancellationToken)).Problem;

        Assert.Equal(ExitCode.WouldOverwrite, refused.Exit);
        Assert.Equal("mine", System.IO.File.ReadAllText(_folder["name"]));
    }

    private static PlannedFile File(string path, string text, bool executable = false) => new(path, Encoding.UTF8.GetBytes(text), executable);

    private static List<string> Paths(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
