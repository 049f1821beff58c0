using System.Formats.Tar;
using System.IO.Compression;
using Scaffold.Checks.Training;
using Scaffold.Engine;

namespace Scaffold.Tests.Verify;

public sealed class ModelDigestTests
{
    [Fact]
    public void Zips_with_other_time_stamps_are_the_same_model() =>
        Assert.Empty(Digest(Zip("weights", 2001)).DifferencesFrom(Digest(Zip("weights", 2020))));

    [Fact]
    public void Zips_with_other_content_are_not() =>
        Assert.Equal(["model"], Digest(Zip("weights", 2001)).DifferencesFrom(Digest(Zip("other", 2001))));

    [Fact]
    public void Compressed_tars_are_compared_by_what_is_in_them()
    {
        Assert.Empty(Digest(TarGz("weights", 1)).DifferencesFrom(Digest(TarGz("weights", 99))));
        Assert.Equal(["model"], Digest(TarGz("weights", 1)).DifferencesFrom(Digest(TarGz("other", 1))));
    }

    [Fact]
    public void What_looks_like_an_archive_and_is_none_is_compared_by_its_bytes()
    {
        byte[] broken = [.. "PK\u0003\u0004 broken"u8];

        Assert.Empty(Digest(broken).DifferencesFrom(Digest(broken)));
        Assert.Equal(["model"], Digest(broken).DifferencesFrom(Digest([.. broken, 1])));
    }

    [Fact]
    public void A_file_more_or_less_is_a_difference() =>
        Assert.Equal(["b"], ModelDigest.Of([FolderFile.Text("a", "1"), FolderFile.Text("b", "2")]).DifferencesFrom(ModelDigest.Of([FolderFile.Text("a", "1")])));

    private static ModelDigest Digest(byte[] content) => ModelDigest.Of([new("model", content, content.Length)]);

    private static byte[] Zip(string text, int year)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("weights.bin");
            entry.LastWriteTime = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var content = entry.Open();
            content.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
        return stream.ToArray();
    }

    private static byte[] TarGz(string text, int seconds)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (TarWriter tar = new(gzip))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "weights.bin")
            {
                ModificationTime = DateTimeOffset.FromUnixTimeSeconds(seconds),
                DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)),
            });
        }
        return stream.ToArray();
    }
}
