using System.Net;
using System.Net.Sockets;
using System.Text;
using Scaffold.Checks.Serving;

namespace Scaffold.Tests.Verify;

/// <summary>An answer is read as it stands on the wire.</summary>
public sealed class StreamedAnswerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_part_by_part_with_the_time_of_each()
    {
        var answer = await ReadAsync("HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na\n\r\n", "1;x=y\r\nb\r\n0\r\n\r\n");

        Assert.Equal((200, "a\nb", "text/csv", true), (answer.Reply.Status, answer.Reply.Text, answer.Reply.ContentType, answer.IsChunked));
        Assert.Equal([2, 1], answer.Chunks.Select(chunk => chunk.Size));
        Assert.True(answer.Chunks[1].At - answer.Chunks[0].At > TimeSpan.FromMilliseconds(100), $"{answer}");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc", "ab")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nabc", "abc")]
    public async Task Reads_what_has_no_parts(string text, string body)
    {
        var answer = await ReadAsync(text);

        Assert.Equal((false, body), (answer.IsChunked, answer.Reply.Text));
        Assert.Empty(answer.Chunks);
    }

    [Theory]
    [InlineData("SSH-2.0-x\r\n\r\n", "not HTTP/1.1")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "closed within the answer")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\nabc", "closed within the answer")]
    [InlineData("", "closed within the answer")]
    public async Task Takes_nonsense_for_no_answer(string text, string fault)
    {
        var answer = await ReadAsync(text);

        Assert.True(answer.Reply.Reset);
        Assert.Contains(fault, answer.Reply.Fault, StringComparison.Ordinal);
    }

    // A server that says what it is given, whatever it is asked.
    private static async Task<StreamedAnswer> ReadAsync(params string[] parts)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        var server = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptTcpClientAsync(Ct);
                var stream = client.GetStream();
                await stream.ReadExactlyAsync(new byte[16], Ct);
                foreach (var part in parts)
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(part), Ct);
                    await Task.Delay(150, Ct);
                }
                client.Client.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(Stream.Null, Ct);
            },
            Ct);
        Uri place = new($"http://{listener.LocalEndpoint}/");
        var answer = await StreamedAnswer.ReadAsync(place, new("rows", "1"u8.ToArray(), "text/csv", "text/csv", null), TimeSpan.FromSeconds(30), Ct);
        await server;
        return answer;
    }
}
