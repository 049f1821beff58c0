using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Tests.Checks.Dockerfiles;

public class DockerfileReaderTests
{
    [Fact]
    public void Comments_continuations_and_empty_lines_are_joined_as_BuildKit_does()
    {
        var file = Dockerfile.Parse("""
            # syntax=docker/dockerfile:1
            # a comment
            from python:3.13 AS build

            RUN apt-get update && \
              # a comment in between
              apt-get install -y \

              nginx
            CMD ["train"]
            """);

        Assert.Equal(["FROM", "RUN", "CMD"], file.Instructions.Select(instruction => instruction.Keyword));
        Assert.Equal("apt-get update &&   apt-get install -y   nginx", file.Instructions[1].Arguments);
        Assert.Equal((5, 9), (file.Instructions[1].Line, file.Instructions[1].EndLine));
        Assert.Equal(["train"], file.Instructions[2].Json);
    }

    [Fact]
    public void Byte_order_mark_and_Windows_line_ends_make_no_difference()
    {
        var file = Dockerfile.Parse("\uFEFFFROM a\r\nRUN b \\\r\n  c\r\nCOPY <<EOF /d\r\ntext\r\nEOF\r\nUSER root\r\n");

        Assert.Equal(["FROM", "RUN", "COPY", "USER"], file.Instructions.Select(instruction => instruction.Keyword));
        Assert.Equal("b   c", file.Instructions[1].Arguments);
        Assert.Equal("text\n", file.Instructions[2].Heredocs[0].Content);
    }

    [Fact]
    public void The_escape_directive_changes_the_continuation_character()
    {
        var file = Dockerfile.Parse("# escape=`\nFROM a\nCOPY x `\n  C:\\dir\\\nUSER root\n");

        Assert.Equal(['`'], [file.Escape]);
        Assert.Equal("x   C:\\dir\\", file.Instructions[1].Arguments);
        Assert.Equal("USER", file.Instructions[2].Keyword);
    }

    [Fact]
    public void A_directive_behind_a_comment_is_a_comment() =>
        Assert.Equal('\\', Dockerfile.Parse("# hello\n# escape=`\nFROM a").Escape);

    [Fact]
    public void A_doubled_escape_at_the_end_does_not_continue() =>
        Assert.Equal(2, Dockerfile.Parse("RUN echo \\\\\nUSER root").Instructions.Count);

    [Fact]
    public void Flags_are_read_up_to_the_first_word()
    {
        var copy = Dockerfile.Parse("COPY --from=build --chmod=755 --link /a --b /c").Instructions[0];

        Assert.Equal([new("from", "build"), new("chmod", "755"), new("link", "")], copy.Flags);
        Assert.Equal("/a --b /c", copy.Arguments);
    }

    [Fact]
    public void Heredocs_of_one_instruction_follow_each_other()
    {
        var file = Dockerfile.Parse("RUN <<A cat <<-\"B\"\nENTRYPOINT no\nA\n\tindented $X\n\tB\nUSER app\n");

        Assert.Equal([new("A", "ENTRYPOINT no\n"), new("B", "indented $X\n")], file.Instructions[0].Heredocs);
        Assert.Equal((5, "USER"), (file.Instructions[0].EndLine, file.Instructions[1].Keyword));
    }

    [Theory]
    [InlineData("""CMD ["a", "b\"c"]""", "a|b\"c")]
    [InlineData("""CMD []""", "")]
    [InlineData("""CMD ["a"] trailing words are ignored by BuildKit""", "a")]
    [InlineData("""CMD ['a']""", null)]
    [InlineData("""CMD ["a", 1]""", null)]
    [InlineData("""CMD ["a",""", null)]
    [InlineData("""CMD ["\ud800"]""", null)]
    [InlineData("""CMD a""", null)]
    public void Exec_form_is_a_JSON_array_of_strings(string line, string? words) =>
        Assert.Equal(words, Dockerfile.Parse(line).Instructions[0].Json is { } json ? string.Join('|', json) : null);
}
