using System.Text;
using Scaffold.Checks;
using Scaffold.Checks.Serving;

namespace Scaffold.Tests.Verify;

public sealed class SampleBodiesTests
{
    [Fact]
    public void Repeats_the_records_of_a_sample_without_its_header() =>
        Assert.Equal("1,2\n3,4\n1,2\n3,4\n", Repeated("a,b\r\n1,2\r\n3,4", "text/csv; charset=utf-8", 16));

    [Fact]
    public void Keeps_the_first_line_of_text_records() => Assert.Equal("good\nbad\ngood\nbad\n", Repeated("good\nbad\n", "text/csv", 18));

    [Fact]
    public void Repeats_json_lines() => Assert.Equal("{}\n{}\n", Repeated("{}", "application/jsonlines", 6));

    [Fact]
    public void Does_not_repeat_what_has_no_lines() => Assert.Null(Repeated("{}", "application/json", 6));

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("text/csv", true)]
    [InlineData("application/x-npy", true)]
    [InlineData("text/plain", false)]
    public void Breaks_every_type_that_can_be_broken(string type, bool breaks) => Assert.Equal(breaks, SampleBodies.Malformed(type) is not null);

    private static string? Repeated(string body, string type, int size) =>
        SampleBodies.Repeated(new SampleRequest("rows", Encoding.UTF8.GetBytes(body), type, null, null), size) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
