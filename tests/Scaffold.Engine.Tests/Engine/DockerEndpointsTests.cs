using System.Security.Cryptography;
using System.Text;
using Scaffold.Core.Problems;
using Scaffold.Engine.Docker;

namespace Scaffold.Tests.Engine;

public sealed class DockerEndpointsTests : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly Dictionary<string, string> _variables = [];

    [Fact]
    public void DOCKER_HOST_is_the_only_place_when_it_is_set()
    {
        _variables["DOCKER_HOST"] = "tcp://builder:2375";
        Context("other", "unix:///other.sock");

        var found = Assert.Single(Find());

        Assert.Equal(("tcp://builder:2375", "DOCKER_HOST", null), (found.Host, found.Source, found.Certificates));
        Assert.False(found.IsLocal);
    }

    [Theory]
    [InlineData("unix:///var/run/docker.sock", true)]
    [InlineData("npipe:////./pipe/docker_engine", true)]
    [InlineData("tcp://127.0.0.1:2375", true)]
    [InlineData("tcp://localhost:2375", true)]
    [InlineData("tcp://192.0.2.9:2375", false)]
    public void Knows_whether_the_engine_shares_our_loopback(string host, bool isLocal)
    {
        _variables["DOCKER_HOST"] = host;

        Assert.Equal(isLocal, Find()[0].IsLocal);
    }

    [Fact]
    public void A_pipe_s_address_is_spelled_as_the_client_library_wants_it() =>
        Assert.Equal("npipe://./pipe/docker_engine", new DockerEndpoint("npipe:////./pipe/docker_engine", "").Uri.ToString());

    [Fact]
    public void TLS_variables_name_the_certificates()
    {
        _variables["DOCKER_HOST"] = "tcp://builder:2376";
        _variables["DOCKER_TLS_VERIFY"] = "1";
        _variables["DOCKER_CERT_PATH"] = "/certs";

        var found = Find()[0];

        Assert.Equal(("/certs", true), (found.Certificates, found.VerifyServer));
        Assert.Equal("1", found.Environment["DOCKER_TLS_VERIFY"]);
    }

    [Fact]
    public void The_current_context_counts_when_DOCKER_HOST_does_not()
    {
        Context("colima", "unix:///home/me/.colima/docker.sock");

        var found = Assert.Single(Find());

        Assert.Equal(("unix:///home/me/.colima/docker.sock", "docker context 'colima'"), (found.Host, found.Source));
    }

    [Fact]
    public void DOCKER_CONTEXT_goes_before_the_current_one_and_DOCKER_CONFIG_moves_both()
    {
        _variables["DOCKER_CONFIG"] = Path.Combine(_home.Path, "elsewhere");
        Context("current", "unix:///a.sock", "elsewhere");
        Context("chosen", "tcp://far:2376", "elsewhere", current: false);
        _home.Write($"elsewhere/contexts/tls/{Id("chosen")}/docker/ca.pem", "");
        _variables["DOCKER_CONTEXT"] = "chosen";

        var found = Assert.Single(Find());

        Assert.Equal("tcp://far:2376", found.Host);
        Assert.EndsWith("docker", found.Certificates, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_of_them_the_usual_sockets_are_tried()
    {
        _home.Write(".docker/run/docker.sock", "");
        _home.Write(".docker/config.json", """{"currentContext": "default"}""");

        Assert.Equal(OperatingSystem.IsWindows() ? ["npipe:////./pipe/docker_engine"] : ["unix:///var/run/docker.sock", $"unix://{_home.Path}/.docker/run/docker.sock"],
            Find().Select(endpoint => endpoint.Host));
    }

    [Theory]
    [InlineData("ssh://me@builder", "ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock me@builder")]
    [InlineData("builder", "unix:///path/docker.sock")]
    [InlineData("ftp://builder", "unix:///path/docker.sock")]
    public void An_address_that_cannot_be_used_is_refused_with_a_way_out(string host, string fix)
    {
        _variables["DOCKER_HOST"] = host;

        var fault = Assert.Throws<UserErrorException>(Find);

        Assert.Equal(("SM101", ExitCode.NoEngine), (fault.Problem.Code, fault.Problem.Exit));
        Assert.Contains(fix, fault.Problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_configuration_is_named()
    {
        _home.Write(".docker/config.json", "{");

        Assert.EndsWith("config.json", Assert.Throws<UserErrorException>(Find).Problem.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_that_is_not_there_is_named()
    {
        _variables["DOCKER_CONTEXT"] = "gone";

        Assert.Contains("'gone'", Assert.Throws<UserErrorException>(Find).Problem.What, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();

    private IReadOnlyList<DockerEndpoint> Find() => new DockerEndpoints(_variables.GetValueOrDefault, _home.Path).Find();

    private void Context(string name, string host, string config = ".docker", bool current = true)
    {
        _home.Write($"{config}/contexts/meta/{Id(name)}/meta.json", $$$"""{"Name":"{{{name}}}","Metadata":{},"Endpoints":{"docker":{"Host":"{{{host}}}","SkipTLSVerify":false} } }""");
        if (current)
            _home.Write($"{config}/config.json", $$"""{"auths": {}, "currentContext": "{{name}}"}""");
    }

    private static string Id(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
