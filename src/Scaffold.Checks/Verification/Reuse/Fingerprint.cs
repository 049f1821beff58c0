using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Scaffold.Engine;

namespace Scaffold.Checks.Verification.Reuse;

/// <summary>A hash over named values; each is written with its length, so that no two lists of values look alike.</summary>
internal sealed class Fingerprint : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public Fingerprint Add(string name, string? value)
    {
        Write(Encoding.UTF8.GetBytes(name));
        return value is null ? WriteNone() : Write(Encoding.UTF8.GetBytes(value));
    }

    public Fingerprint Add(string name, ReadOnlyMemory<byte>? value)
    {
        Write(Encoding.UTF8.GetBytes(name));
        return value is { } bytes ? Write(bytes.Span) : WriteNone();
    }

    public Fingerprint Add(string name, IReadOnlyList<string> values)
    {
        Add(name, $"{values.Count}");
        foreach (var value in values)
            Add(name, value);
        return this;
    }

    public Fingerprint Add(string name, IReadOnlyDictionary<string, string>? values)
    {
        Add(name, values is null ? null : $"{values.Count}");
        foreach (var (key, value) in (values ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Add(key, value);
        return this;
    }

    public Fingerprint Add(IReadOnlyList<FolderFile> files)
    {
        foreach (var file in files)
            Add("file", file.Path).Add("link", file.LinkTarget).Add("content", file.Content);
        return this;
    }

    /// <summary>The hash in hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    private Fingerprint WriteNone() => Length(-1);

    private Fingerprint Write(ReadOnlySpan<byte> bytes)
    {
        Length(bytes.Length);
        _hash.AppendData(bytes);
        return this;
    }

    private Fingerprint Length(long length)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, length);
        _hash.AppendData(number);
        return this;
    }
}
