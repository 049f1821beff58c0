namespace Scaffold.Tests.Regeneration;

/// <summary>What container.json's <c>keep</c> names is its owner's alone.</summary>
public sealed class KeepListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kept_files_are_neither_merged_nor_added_nor_removed()
    {
        await NewAsync("\"Dockerfile\", \"container/*.conf\", \"container/asgi.py\"");
        File.AppendAllText(_folder["old/Dockerfile"], "# ours\n");
        var before = FolderTree.Of(_folder["old"]);

        var ran = (await Tool.RunAsync(_folder.Path, "regenerate", "old", "--set", "proxy=none", "--set", "server=fastapi")).Succeeded();

        Assert.Contains("kept      Dockerfile: container.json says so", ran.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["old/container/asgi.py"]));
        Assert.False(File.Exists(_folder["old/.sagemaker-container/pristine/container/asgi.py"]));
        var left = before.Intersect(FolderTree.Of(_folder["old"])).Select(line => line.Split(' ')[1]).ToList();
        Assert.Superset(new HashSet<string>(["Dockerfile", "container/nginx.conf", ".sagemaker-container/pristine/Dockerfile", ".sagemaker-container/pristine/container/nginx.conf"]), left.ToHashSet());
        Assert.False(File.Exists(_folder["old/container/wsgi.py"])); // not kept, and gone
        (await Tool.RunAsync(_folder.Path, "regenerate", "old", "--check")).Succeeded();
    }

    [Fact]
    public async Task What_is_no_longer_kept_is_merged_from_when_it_was()
    {
        await NewAsync("\"*\"");
        File.AppendAllText(_folder["old/Dockerfile"], "# ours\n");
        (await Tool.RunAsync(_folder.Path, "regenerate", "old", "--set", "proxy=none")).Succeeded();
        Assert.Contains("nginx", File.ReadAllText(_folder["old/Dockerfile"]), StringComparison.Ordinal);

        Keep(text => text.Replace("\"*\"", "\"README.md\"", StringComparison.Ordinal));
        (await Tool.RunAsync(_folder.Path, "regenerate", "old")).Succeeded();

        var dockerfile = File.ReadAllText(_folder["old/Dockerfile"]);
        Assert.DoesNotContain("apt-get install -y --no-install-recommends nginx", dockerfile, StringComparison.Ordinal);
        Assert.EndsWith("# ours\n", dockerfile, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["old/container/nginx.conf"]));
    }

    [Theory]
    [InlineData("\"/Dockerfile\"", "keep holds '/Dockerfile', which is no path below the repository")]
    [InlineData("\"../x\"", "keep holds '../x'")]
    [InlineData("\"a/../x\"", "keep holds 'a/../x'")]
    [InlineData("\"C:/x\"", "keep holds 'C:/x'")]
    [InlineData("\"a\\\\b\"", "keep holds 'a\\b'")]
    [InlineData("\"\"", "keep holds ''")]
    [InlineData("7", "keep holds 7, which is no text")]
    public async Task A_bad_entry_is_named(string entry, string says)
    {
        await NewAsync(entry);

        var ran = await Tool.RunAsync(_folder.Path, "regenerate", "old", "--check");

        ran.Ended(2);
        Assert.Contains($"error SM324: {says}", ran.Error, StringComparison.Ordinal);
        Assert.Contains("\n  fix: Write paths", ran.Error, StringComparison.Ordinal);
    }

    private async Task NewAsync(string entries)
    {
        (await Tool.RunAsync(_folder.Path, "new", "my-model", "--output", "old", "--language", "python", "--framework", "none")).Succeeded();
        Keep(text => text.Replace("  \"parameters\"", $"  \"keep\": [{entries}],\n  \"parameters\"", StringComparison.Ordinal));
    }

    private void Keep(Func<string, string> change) => File.WriteAllText(_folder["old/container.json"], change(File.ReadAllText(_folder["old/container.json"])));
}
