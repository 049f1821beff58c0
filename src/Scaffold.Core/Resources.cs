using System.Collections.Concurrent;
using System.Reflection;

namespace Scaffold.Core;

/// <summary>The files this assembly carries: template.json, templates/, content/.</summary>
internal static class Resources
{
    private static readonly Assembly Here = typeof(Resources).Assembly;
    private static readonly string[] All = [.. Here.GetManifestResourceNames().Order(StringComparer.Ordinal)];
    private static readonly ConcurrentDictionary<string, byte[]> Contents = new();

    /// <summary>Names with forward slashes that begin with <paramref name="prefix"/>, in ordinal order.</summary>
    public static ReadOnlySpan<string> Names(string prefix)
    {
        var first = Array.BinarySearch(All, prefix, StringComparer.Ordinal);
        var names = All.AsSpan(first < 0 ? ~first : first);
        var count = 0;
        while (count < names.Length && names[count].StartsWith(prefix, StringComparison.Ordinal))
            count++;
        return names[..count];
    }

    /// <summary>The same array for each caller: not to be written to.</summary>
    public static byte[] Bytes(string name) => Contents.GetOrAdd(name, Read);

    private static byte[] Read(string name)
    {
        using var stream = Here.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"This build carries no {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
