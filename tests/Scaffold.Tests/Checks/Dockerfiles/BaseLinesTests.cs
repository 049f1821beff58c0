using System.Text;
using Scaffold.Checks.Bases;

namespace Scaffold.Tests.Checks.Dockerfiles;

public sealed class BaseLinesTests
{
    private static readonly string Digest = "sha256:" + new string('a', 64), Other = "sha256:" + new string('b', 64);

    [Theory]
    [InlineData("FROM python:3.13", "FROM python:3.13@D")]
    [InlineData("FROM python", "FROM python:latest@D")]
    [InlineData("from  Python:3 as one\n# python:3\nFROM python:3\r\n", "from  Python:3 as one\n# python:3\nFROM python:3@D\r\n")]
    [InlineData("FROM localhost:5000/a", "FROM localhost:5000/a:latest@D")]
    [InlineData("FROM python:3.13@E AS x", "FROM python:3.13@D AS x")]
    [InlineData("FROM \"python:3.13\"", "FROM \"python:3.13@D\"")]
    [InlineData("FROM --platform=$BUILDPLATFORM python:3.13 AS build\nFROM build\nFROM scratch", "FROM --platform=$BUILDPLATFORM python:3.13@D AS build\nFROM build\nFROM scratch")]
    [InlineData("FROM \\\n  # python:3.13 is good\n  python:3.13 \\\n  AS x\n", "FROM \\\n  # python:3.13 is good\n  python:3.13@D \\\n  AS x\n")]
    [InlineData("ARG BASE=python:3.13\nFROM ${BASE}\nLABEL base=python:3.13", "ARG BASE=python:3.13@D\nFROM ${BASE}\nLABEL base=python:3.13")]
    [InlineData("ARG A=1 BASE=\"python:3.13\"\nFROM $BASE AS a\nFROM $BASE AS b", "ARG A=1 BASE=\"python:3.13@D\"\nFROM $BASE AS a\nFROM $BASE AS b")]
    [InlineData("ARG BASE=python:3.12\nARG BASE=python:3.13\nFROM $BASE", "ARG BASE=python:3.12\nARG BASE=python:3.13@D\nFROM $BASE")]
    [InlineData("ARG ONE=python:3.13\nARG BASE=${ONE}\nFROM $BASE", "ARG ONE=python:3.13@D\nARG BASE=${ONE}\nFROM $BASE")]
    [InlineData("FROM ${BASE:-python:3.13}", "FROM ${BASE:-python:3.13@D}")]
    [InlineData("ARG REGION=eu-west-1\nFROM 1.dkr.ecr.${REGION}.amazonaws.com/a:1", "ARG REGION=eu-west-1\nFROM 1.dkr.ecr.${REGION}.amazonaws.com/a:1@D")]
    [InlineData("# escape=`\nFROM `\npython:3.13", "# escape=`\nFROM `\npython:3.13@D")]
    public void A_digest_is_written_where_the_name_is(string before, string after)
    {
        var lines = BaseLines.Read(Encoding.UTF8.GetBytes(before.Replace("@E", "@" + Other, StringComparison.Ordinal)));

        Assert.All(lines.All, line => Assert.True(line.WhyNot is null || line.Name.StartsWith("Python", StringComparison.Ordinal), line.WhyNot));
        Assert.Equal(after.Replace("@D", "@" + Digest, StringComparison.Ordinal), Encoding.UTF8.GetString(lines.With(lines.All.ToDictionary(line => line, _ => Digest))));
    }

    [Theory]
    [InlineData("ARG VERSION=3.13\nFROM python:${VERSION}", "python:3.13", "a build argument chooses its tag")]
    [InlineData("ARG V=3.13\nARG BASE=python:${V}-slim\nFROM ${BASE}", "python:3.13-slim", "a build argument chooses its tag")]
    [InlineData("ARG BASE\nFROM ${BASE}", "${BASE}", "it depends on a build argument that has no value here")]
    [InlineData("FROM pyth\\\non:3", "python:3", "its name is written over several lines")]
    [InlineData("FROM py\"thon\":3", "python:3", "its name is written with quotes")]
    [InlineData("FROM UPPER:3", "UPPER:3", "it is not the name of an image")]
    public void Where_a_digest_cannot_be_written_nothing_is(string text, string name, string why)
    {
        var file = Encoding.UTF8.GetBytes(text);
        var lines = BaseLines.Read(file);

        var line = Assert.Single(lines.All);
        Assert.Equal(name, line.Name);
        Assert.StartsWith(why, line.WhyNot, StringComparison.Ordinal);
        Assert.Equal(file, lines.With(new Dictionary<BaseLine, string> { [line] = Digest }));
    }

    [Fact]
    public void Bytes_that_are_no_text_stay_as_they_are()
    {
        byte[] before = [0xEF, 0xBB, 0xBF, .. "FROM python:3 # "u8, .. "\r\nRUN echo "u8, 0xFF, 0xE4, 0x85, 0xA0, .. "\n\t é"u8, 0xC3];
        var lines = BaseLines.Read(before);

        var after = lines.With(lines.All.ToDictionary(line => line, _ => Digest));
        byte[] written = [.. "@"u8, .. Encoding.ASCII.GetBytes(Digest)];
        byte[] rest = [.. after[..16], .. after[(16 + written.Length)..]];
        Assert.Equal(before, rest);
        Assert.Equal(written, after[16..(16 + written.Length)]);
    }

    [Fact]
    public void Written_twice_it_is_as_written_once()
    {
        var once = Pin("ARG BASE=python:3\nFROM $BASE\nFROM debian\n"u8.ToArray());

        Assert.Equal(once, Pin(once));
    }

    private static byte[] Pin(byte[] file)
    {
        var lines = BaseLines.Read(file);
        return lines.With(lines.All.ToDictionary(line => line, _ => Digest));
    }
}
