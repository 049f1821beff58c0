using System.Text;
using Scaffold.Checks.Serving;

namespace Scaffold.Tests.Verify;

public sealed class ExecutionParametersTests
{
    [Theory]
    [InlineData(404, "<html>not found</html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"MaxConcurrentTransforms": 4, "BatchStrategy": "MULTI_RECORD", "MaxPayloadInMB": 6}""")]
    [InlineData(200, """{"MaxConcurrentTransforms": 100, "BatchStrategy": "SingleRecord", "MaxPayloadInMB": 1}""")]
    [InlineData(200, """{"MaxConcurrentTransforms": 1, "MaxPayloadInMB": 0}""")]
    public void Good_is_none_and_what_fits(int status, string body) => Assert.Null(Fault(status, body));

    [Theory]
    [InlineData(500, "", "came to 500")]
    [InlineData(302, "", "came to 302")]
    [InlineData(200, "<html>Welcome</html>", "is no JSON")]
    [InlineData(200, "[]", "is no JSON object")]
    [InlineData(200, """{"MaxConcurrentTransforms": 0}""", "no number from 1")]
    [InlineData(200, """{"MaxConcurrentTransforms": "4"}""", "no number from 1")]
    [InlineData(200, """{"MaxConcurrentTransforms": 101}""", "over 100 MB")]
    [InlineData(200, """{"MaxPayloadInMB": 101}""", "no number from 0 to 100")]
    [InlineData(200, """{"MaxPayloadInMB": 1.5}""", "no number from 0 to 100")]
    [InlineData(200, """{"BatchStrategy": "ALL"}""", "neither MULTI_RECORD nor SINGLE_RECORD")]
    [InlineData(200, """{"MaxConcurrentTransforms": 20, "MaxPayloadInMB": 6}""", "20 times MaxPayloadInMB 6")]
    public void Bad_is_everything_else(int status, string body, string fault) => Assert.Contains(fault, Fault(status, body), StringComparison.Ordinal);

    private static string? Fault(int status, string body) => ExecutionParameters.Fault(new(status, TimeSpan.Zero) { Body = Encoding.UTF8.GetBytes(body) });
}
