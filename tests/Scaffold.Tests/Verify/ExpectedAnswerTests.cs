using System.Text;
using Scaffold.Checks;
using Scaffold.Checks.Serving;

namespace Scaffold.Tests.Verify;

public sealed class ExpectedAnswerTests
{
    [Theory]
    [InlineData("text/csv", "a\nb\n", "a\nb")]
    [InlineData("text/csv; charset=utf-8", "a\r\n", "a")]
    [InlineData("application/json", "{\"b\": 1.0, \"a\": [1, 2]}", "{\"a\":[1,2],\"b\":1.0}\n")]
    [InlineData("application/jsonlines", "{\"a\": 1}\n{\"a\": 2}\n", "{\"a\":1}\n{\"a\":2}")]
    [InlineData("application/octet-stream", "abc", "abc")]
    public void Right_is_what_means_the_same(string type, string answer, string expected) => Assert.Null(Difference(type, answer, expected));

    [Theory]
    [InlineData("text/csv", "a\nb\n\n", "a\nb")]
    [InlineData("text/csv", "b\na", "a\nb")]
    [InlineData("application/json", "{\"a\": 1}", "{\"a\": 2}")]
    [InlineData("application/json", "not json", "{\"a\": 2}")]
    [InlineData("application/jsonlines", "{\"a\": 1}", "{\"a\": 1}\n{\"a\": 2}")]
    [InlineData("application/octet-stream", "abc\n", "abc")]
    public void Wrong_is_everything_else(string type, string answer, string expected) =>
        Assert.Contains("not the declared", Difference(type, answer, expected), StringComparison.Ordinal);

    [Theory]
    [InlineData("application/json", "{\"scores\": [0.1, 200.1]}", "{\"scores\": [0.10009, 200]}", true)]
    [InlineData("application/json", "{\"scores\": [0.1, 201]}", "{\"scores\": [0.1, 200]}", false)]
    [InlineData("application/json", "{\"scores\": [0.1]}", "{\"scores\": [0.1, 200]}", false)]
    [InlineData("application/json", "{\"scores\": \"0.1\"}", "{\"scores\": 0.1}", false)]
    [InlineData("application/jsonlines", "[1.0001]\n[2]", "[1]\n[2]", true)]
    [InlineData("text/csv", "a,0.50001\nb,1.0\n", "a,0.5\nb,1\n", true)]
    [InlineData("text/csv", "a,0.51\n", "a,0.5\n", false)]
    [InlineData("text/csv", "b,0.5\n", "a,0.5\n", false)]
    public void Numbers_may_differ_by_the_declared_tolerance(string type, string answer, string expected, bool right)
    {
        SampleRequest sample = new("rows", Bytes("1"), type, type, Bytes(expected)) { Tolerance = 0.001 };

        Assert.Equal(right, ExpectedAnswer.Difference(Answer(type, answer), sample) is null);
    }

    [Fact]
    public void Nothing_declared_is_never_wrong() =>
        Assert.Null(ExpectedAnswer.Difference(Answer("text/csv", "x"), new("rows", Bytes("1"), "text/csv", "text/csv", null)));

    private static string? Difference(string type, string answer, string expected) =>
        ExpectedAnswer.Difference(Answer(type, answer), new("rows", Bytes("1"), "text/csv", type, Bytes(expected)));

    private static Reply Answer(string type, string body) => new(200, TimeSpan.Zero) { ContentType = type, Body = Bytes(body) };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
