using System.Text;
using Scaffold.Engine;

namespace Scaffold.Tests.Engine;

public sealed class LineSplitterTests
{
    [Fact]
    public void Joins_pieces_and_drops_line_ends_of_either_kind()
    {
        List<string> lines = [];
        LineSplitter splitter = new(lines.Add);
        foreach (var piece in (string[])["on", "e\r\ntw", "o\n\nthr", "ee"])
            splitter.Write(Encoding.UTF8.GetBytes(piece));
        splitter.Flush();

        Assert.Equal(["one", "two", "", "three"], lines);
    }

    [Fact]
    public void Takes_bytes_that_are_no_text_and_lines_without_end()
    {
        List<string> lines = [];
        LineSplitter splitter = new(lines.Add);
        splitter.Write([0xff, 0xfe, (byte)'\n']);
        for (var i = 0; i < 1000; i++)
            splitter.Write(Encoding.UTF8.GetBytes(new string('x', 10_000)));
        splitter.Write("\nend\n"u8);

        Assert.Equal(["\ufffd\ufffd", "end"], [lines[0], lines[2]]);
        Assert.InRange(lines[1].Length, 1_000, 20_000);
    }
}
