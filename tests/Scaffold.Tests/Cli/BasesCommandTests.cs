using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Scaffold.Tests.Cli;

/// <summary><c>images pin</c> and <c>images outdated</c> where no registry answers; PinTests has the others.</summary>
public sealed class BasesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("There is no Dockerfile in this folder.", "pin")]
    [InlineData("There is no such file or folder.", "pin", "nowhere")]
    [InlineData("This has no FROM, so it is no Dockerfile.", "pin", "notes")]
    [InlineData("There is no such file or folder.", "outdated", "nowhere", "more/../nowhere")]
    public async Task Without_a_Dockerfile_they_give_2(string what, params string[] arguments)
    {
        _folder.Write("notes", "FROMage\n");

        var refused = await Tool.RunAsync(_folder.Path, ["images", .. arguments]);

        refused.Ended(2);
        Assert.Contains($"error SM034: {what}", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bad_path_does_not_hide_the_others()
    {
        _folder.Write("good/Dockerfile", "FROM scratch\nFROM ${BASE}\n");

        var ran = await Tool.RunAsync(_folder.Path, "images", "outdated", "bad", "good");

        ran.Ended(2);
        Assert.Matches(@"good/Dockerfile\(2\) +\$\{BASE\} +unknown", ran.Output);
    }

    [Fact]
    public async Task A_broken_record_of_one_repository_does_not_hide_the_others()
    {
        _folder.Write("bad/Dockerfile", "FROM scratch\n");
        _folder.Write("bad/.sagemaker-container/images.json", "{}");
        _folder.Write("good/Dockerfile", "FROM ${BASE}\n");

        var ran = await Tool.RunAsync(_folder.Path, "images", "outdated", "bad", "good");

        ran.Ended(2);
        Assert.Contains("bad/.sagemaker-container/images.json", ran.Error, StringComparison.Ordinal);
        Assert.Matches(@"good/Dockerfile\(1\) +\$\{BASE\} +unknown", ran.Output);
    }

    [Fact]
    public async Task An_image_of_AWS_past_its_end_is_outdated_even_unreached()
    {
        _folder.Write("Dockerfile", "FROM 763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-training:2.6-gpu-py312\n");

        // a proxy that refuses: nothing leaves this machine
        var ran = await Command.RunAsync(Tool.Program, Tool.Arguments("images", "outdated"), _folder.Path,
            new Dictionary<string, string?> { ["HTTPS_PROXY"] = "http://127.0.0.1:1", ["https_proxy"] = "http://127.0.0.1:1", ["NO_PROXY"] = "", ["no_proxy"] = "" });

        ran.Ended(1);
        Assert.Matches("unreachable, past its end .* 2026-01-29", ran.Output);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", "does not answer as a registry does (200)")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", "does not answer as a registry does")]
    [InlineData("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", "does not let you see base (403)")]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "answered 503")]
    [InlineData("HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n", "answers no more questions for now (429)")]
    [InlineData("HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm=\"http://elsewhere.invalid/token\"\r\nContent-Length: 0\r\n\r\n", "sends logins to an address without TLS")]
    [InlineData("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", "does not say what login it wants")]
    [InlineData("what\r\n\r\n", "could not be asked")]
    public async Task A_server_that_is_no_registry_is_named_so(string answer, string reason)
    {
        using TcpListener server = new(IPAddress.Loopback, 0);
        server.Start();
        var serving = ServeAsync(server, answer);
        var dockerfile = $"FROM {server.LocalEndpoint}/base:1\n";
        _folder.Write("Dockerfile", dockerfile);
        var pinned = await Tool.RunAsync(_folder.Path, "images", "pin");
        server.Stop();
        await serving;

        pinned.Ended(1);
        Assert.Contains(reason, pinned.Error, StringComparison.Ordinal);
        Assert.Contains("  fix: ", pinned.Error, StringComparison.Ordinal);
        Assert.Equal(dockerfile, await File.ReadAllTextAsync(_folder["Dockerfile"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_broken_configuration_of_Docker_is_named()
    {
        using TcpListener server = new(IPAddress.Loopback, 0);
        server.Start();
        var serving = ServeAsync(server, "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n");
        _folder.Write("Dockerfile", $"FROM {server.LocalEndpoint}/base:1\n");
        _folder.Write("config.json", "{");
        var pinned = await Command.RunAsync(Tool.Program, Tool.Arguments("images", "pin"), _folder.Path, new Dictionary<string, string?> { ["DOCKER_CONFIG"] = _folder.Path });
        server.Stop();
        await serving;

        pinned.Ended(2);
        Assert.Contains("config.json: error SM035: It cannot be read", pinned.Error, StringComparison.Ordinal);
    }

    private static async Task ServeAsync(TcpListener server, string answer)
    {
        while (true)
        {
            try
            {
                using var client = await server.AcceptTcpClientAsync();
                var stream = client.GetStream();
                var buffer = new byte[4_096];
                if (await stream.ReadAsync(buffer) > 0 && buffer[0] is not 0x16) // a greeting of TLS is not answered
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(answer.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal)));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (IOException)
            {
                continue;
            }
        }
    }
}
