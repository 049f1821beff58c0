using System.Globalization;
using System.Net;

namespace Scaffold.Engine.Docker;

/// <summary>TCP sockets that listen in a container, from the tables of its kernel: no tool is needed in the image.</summary>
internal sealed class ContainerListeners(ContainerProcesses processes)
{
    private const string Listens = "0A";

    // The engine's own name server listens there, in each container of a network that is not the default one.
    private static readonly IPAddress EngineResolver = IPAddress.Parse("127.0.0.11");

    /// <summary>Null when there is no way to read them: another kernel, and no shell in the image.</summary>
    public async Task<IReadOnlyList<IPEndPoint>?> ListAsync(CancellationToken ct)
    {
        var tables = await processes.ProcFileAsync("net/tcp", ct) + "\n" + await processes.ProcFileAsync("net/tcp6", ct);
        return string.IsNullOrWhiteSpace(tables) ? null : [.. Parse(tables).Distinct().OrderBy(place => place.Port)];
    }

    /// <summary>Lines such as <c>0: 0100007F:1F90 00000000:0000 0A …</c>.</summary>
    public static IEnumerable<IPEndPoint> Parse(string tables) =>
        from line in tables.Split('\n')
        let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where words.Length > 3 && words[3] == Listens
        let place = words[1].Split(':')
        let address = Address(place[0])
        where !address.Equals(EngineResolver)
        select new IPEndPoint(address, int.Parse(place[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    // Words of four bytes, each the wrong way round.
    private static IPAddress Address(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        foreach (var word in bytes.Chunk(4).Index())
            word.Item.Reverse().ToArray().CopyTo(bytes, word.Index * 4);
        return new(bytes);
    }
}
