using System.Reflection;

namespace Scaffold.Core;

/// <summary>The files this assembly carries: template.json, templates/, content/.</summary>
internal static class Resources
{
    private static readonly Assembly Here = typeof(Resources).Assembly;

    /// <summary>Names with forward slashes that begin with <paramref name="prefix"/>, in ordinal order.</summary>
    public static IReadOnlyList<string> Names(string prefix) =>
        [.. Here.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static byte[] Bytes(string name)
    {
        using var stream = Here.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"This build carries no {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
