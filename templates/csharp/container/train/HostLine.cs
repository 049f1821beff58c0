using System.Net.Sockets;

namespace Launcher;

/// <summary>A TCP line to another host of the job: a word per line of text.</summary>
internal sealed class HostLine : IDisposable
{
    public const string Closed = "lost: its line was closed, as when a host is killed or has no memory left";

    // TCP_USER_TIMEOUT of Linux, in milliseconds; .NET has no name for it.
    private const int TcpLevel = 6, UserTimeout = 18;

    private readonly TcpClient _client;
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;

    private HostLine(TcpClient client)
    {
        _client = client;
        _reader = new(client.GetStream());
        _writer = new(client.GetStream()) { AutoFlush = true };

        // A host whose network is gone says nothing more: after 20 seconds it counts as lost, whether it was to speak or
        // to be told something.
        client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        client.Client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 5);
        client.Client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        client.Client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        client.Client.SetRawSocketOption(TcpLevel, UserTimeout, BitConverter.GetBytes(20_000));
    }

    /// <summary>The other end has closed it.</summary>
    public bool IsClosed => _client.Client.Poll(0, SelectMode.SelectRead) && _client.Available == 0;

    /// <summary>Nothing more was heard.</summary>
    public bool HungUp { get; set; }

    /// <exception cref="SocketException">It cannot be reached, or not yet.</exception>
    public static HostLine To(string leader, int port, string name)
    {
        var line = new HostLine(new TcpClient(leader, port));
        line.Say(name);
        return line;
    }

    /// <summary>The line of a host that connects and says its name; null where somebody else does.</summary>
    public static HostLine? Answer(TcpClient client, out string name)
    {
        var line = new HostLine(client);
        try
        {
            client.ReceiveTimeout = 5000;
            name = line.Hear();
            client.ReceiveTimeout = 0;
            return line;
        }
        catch (IOException)
        {
            line.Dispose();
            name = "";
            return null;
        }
    }

    /// <summary>Who cannot hear it is lost, which is heard of.</summary>
    public void Say(string word)
    {
        try
        {
            _writer.WriteLine(word);
        }
        catch (IOException)
        {
            // Listening tells.
        }
    }

    /// <exception cref="IOException">The other host is lost.</exception>
    public string Hear()
    {
        try
        {
            return _reader.ReadLine() ?? throw new IOException(Closed);
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: var code } cause)
        {
            throw new IOException(code is SocketError.TimedOut
                ? "lost: nothing was heard of it for 20 seconds, as when the network is cut"
                : $"lost: {cause.Message}", e);
        }
    }

    public void Dispose() => _client.Dispose();
}
