using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Training;

/// <summary>A connection to another host. A message is the number of weights, a number that goes with them, and the weights.</summary>
internal sealed class Line : IDisposable
{
    // TCP_USER_TIMEOUT of Linux, in milliseconds; .NET has no name for it.
    private const int TcpLevel = 6, UserTimeout = 18;

    private readonly TcpClient _client;
    private readonly BinaryReader _reader;
    private readonly BinaryWriter _writer;

    private Line(TcpClient client, string host = "")
    {
        (_client, Host) = (client, host);
        _reader = new(client.GetStream());
        _writer = new(client.GetStream());
        client.NoDelay = true;

        // A host whose network is gone says nothing more: after 20 seconds it counts as lost, whether one waits for it
        // or has sent it something.
        client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        client.Client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 5);
        client.Client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        client.Client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        client.Client.SetRawSocketOption(TcpLevel, UserTimeout, BitConverter.GetBytes(20_000));
    }

    /// <summary>Who is at the other end.</summary>
    public string Host { get; private set; }

    /// <exception cref="SocketException">It cannot be reached, or not yet.</exception>
    public static Line To(string leader, int port)
    {
        var line = new Line(new TcpClient(leader, port), leader);
        line._writer.Write(Training.Host.Name);
        return line;
    }

    /// <summary>The line of a host that connects and says its name; null where somebody else does.</summary>
    public static Line? Answer(TcpClient client)
    {
        var line = new Line(client);
        try
        {
            client.ReceiveTimeout = 5000;
            line.Host = line._reader.ReadString();
            client.ReceiveTimeout = 0;
            return line;
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            line.Dispose();
            return null;
        }
    }

    public void Send(float[] weights, int number) => Guarded(() =>
    {
        _writer.Write(weights.Length);
        _writer.Write(number);
        _writer.Write(MemoryMarshal.AsBytes(weights.AsSpan()));
        return true;
    });

    public (float[] Weights, int Number) Receive(int count) => Guarded(() =>
    {
        var (length, number) = (_reader.ReadInt32(), _reader.ReadInt32());
        if (length != count)
            throw new InvalidDataException($"host {Host} has {length} weights and this one {count}: give all hosts the same data");
        var weights = new float[count];
        _reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
        return (weights, number);
    });

    public void Dispose() => _client.Dispose();

    private T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (IOException e)
        {
            throw new IOException($"host {Host} was lost: {e.Message}", e);
        }
    }
}
