using CsCheck;
using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Tests.Checks.Dockerfiles;

public class DockerfilePropertyTests
{
    private static readonly Gen<string> Fragment = OneOf(
        "FROM ", "FROM a AS b\n", "RUN ", "COPY --from=b ", "ENV A=", "ARG X", "USER ", "ENTRYPOINT [\"", "\"]", "<<EOF", "<<-'E'", "EOF\n", "\\\n", "\\", "`", "# escape=`\n", "#",
        "$", "${", "${A:-", "}", "\"", "'", "\n", "\r\n", "\t", " ", "--", "--x=", "/opt/ml/model", ">", ";", "&&", "ONBUILD ", "WORKDIR ..", "VOLUME ", "\\ud800", "\0", "é", "\uFEFF");

    private static readonly Gen<string> AnyText = Gen.OneOf(Gen.OneOf(Fragment, Gen.String).Array[0, 40].Select(string.Concat), Gen.String);

    private static readonly Gen<string> Word = Gen.String[Gen.Char["abcXYZ019/._-:$@"], 1, 12].Where(word => !word.StartsWith('-') && !word.StartsWith('$') && !word.EndsWith('$'));

    private static readonly Gen<Line> Line = Gen.Select(
        OneOf("RUN", "COPY", "ADD", "USER", "WORKDIR", "EXPOSE", "LABEL", "STOPSIGNAL"),
        Gen.Select(OneOf("chmod", "from", "link", "mount"), Word, (name, value) => new InstructionFlag(name, value)).Array[0, 3],
        Word.Array[1, 5],
        OneOf(" ", "  ", " \\\n ", "\t\\ \n# comment\n ", " \\\n\n"),
        (keyword, flags, words, gap) => new Line(keyword, flags, words, gap));

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(choice => choices[choice]);

    [Fact]
    public void No_text_is_too_strange_to_read() => AnyText.Sample(
        text =>
        {
            var file = Dockerfile.Parse(text);
            foreach (var stage in file.Stages)
                _ = stage.Steps.Sum(step => step.Words.Count + step.Pairs.Count);
        },
        iter: 20_000);

    [Fact]
    public void Instructions_are_within_the_file_in_order() => AnyText.Sample(
        text =>
        {
            var last = 0;
            foreach (var instruction in Dockerfile.Parse(text).Instructions)
            {
                Assert.InRange(instruction.Line, last + 1, instruction.EndLine);
                last = instruction.EndLine;
            }
            Assert.InRange(last, 0, text.Split('\n').Length);
        },
        iter: 5_000);

    [Fact]
    public void What_is_written_is_what_is_read() => Gen.Select(Line.Array[1, 8], OneOf("\n", "\r\n")).Sample(
        (lines, end) =>
        {
            var text = string.Join("\n", lines.Select(line => line.Text)).ReplaceLineEndings(end);

            var read = Dockerfile.Parse(text).Instructions;

            Assert.Equal(lines.Length, read.Count);
            foreach (var (line, instruction) in lines.Zip(read))
            {
                Assert.Equal(line.Keyword, instruction.Keyword);
                Assert.Equal(line.Flags, instruction.Flags);
                Assert.Equal(line.Words, Words.Split(instruction.Arguments, '\\'));
            }
        },
        iter: 2_000);

    [Fact]
    public void A_deeply_nested_variable_and_a_long_chain_of_stages_are_read()
    {
        var nested = string.Concat(Enumerable.Repeat("${A:-", 20_000)) + new string('}', 20_000);
        var chain = string.Concat(Enumerable.Range(1, 5_000).Select(at => $"FROM s{at - 1} AS s{at}\n"));

        Assert.Single(Dockerfile.Parse($"FROM a\nUSER {nested}").Stages);
        Assert.Equal(5_000, Dockerfile.Parse(chain).FinalStage!.Chain.Count);
    }
}

/// <summary>An instruction to be written out.</summary>
internal sealed record Line(string Keyword, InstructionFlag[] Flags, string[] Words, string Gap)
{
    public string Text => string.Join(Gap, [Keyword, .. Flags.Select(flag => $"--{flag.Name}={flag.Value}"), .. Words]);
}
