using System.Text;
using CsCheck;
using Scaffold.Core.Regeneration;

namespace Scaffold.Tests.Regeneration;

public class FileTextTests
{
    private static readonly Encoding[] Encodings = [new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)];

    [Fact]
    public void Text_in_every_encoding_is_read_and_written_in_it()
    {
        foreach (var encoding in Encodings)
        {
            var file = FileText.Read([.. encoding.Preamble, .. encoding.GetBytes("é\r\n😀")])!;

            Assert.Equal("é\r\n😀", file.Text);
            Assert.Equal([.. encoding.Preamble, .. encoding.GetBytes("ü\n")], file.Encode("ü\n"));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0, 0x62 })] // NUL
    [InlineData(new byte[] { 0x61, 0xE9, 0x0A })] // Latin-1
    [InlineData(new byte[] { 0xC0, 0x80 })] // overlong
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })] // a surrogate in UTF-8
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61 })] // half a character
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0xD8 })] // half a pair
    [InlineData(new byte[] { 0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0 })] // UTF-32
    [InlineData(new byte[] { 0x61, 0, 0x0A, 0 })] // UTF-16 without a mark
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47 })] // PNG
    public void Anything_else_is_binary(byte[] content) => Assert.Null(FileText.Read(content));

    [Fact]
    public void An_empty_file_is_text() => Assert.Equal([], FileText.Read([])!.Encode(""));

    [Fact]
    public void Bytes_that_are_text_come_back_as_they_were() =>
        Gen.Select(Gen.Int[0, Encodings.Length - 1].Select(i => Encodings[i].GetPreamble()), Gen.OneOf(Gen.Byte.Array[0, 6], Gen.String.Select(Encoding.UTF8.GetBytes)))
            .Select((mark, rest) => (byte[])[.. mark, .. rest])
            .Sample(
                content =>
                {
                    if (FileText.Read(content) is { } file)
                        Assert.Equal(content, file.Encode(file.Text));
                },
                iter: 20_000);
}
