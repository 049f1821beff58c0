namespace Scaffold.Engine.Registry;

/// <summary>Reads a stranger's answer up to a size.</summary>
internal static class BoundedBody
{
    public static async Task<byte[]> ReadAsync(HttpResponseMessage answer, int largest, CancellationToken ct)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(ct);
        using MemoryStream body = new();
        var buffer = new byte[16_384];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > largest)
                throw new RegistryFault($"{answer.RequestMessage?.RequestUri?.Host} answered more than {largest} bytes", "Check the address of the registry.");
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }
}
