using System.Text;

namespace Scaffold.Core.Regeneration;

/// <summary>A file that is text, in an encoding that gives back the same bytes. What is not is binary, and never merged.</summary>
public sealed class FileText
{
    // All refuse what is not well formed.
    private static readonly Encoding[] Marked =
    [
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
    ];

    private static readonly Encoding Unmarked = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Encoding _encoding;

    private FileText(Encoding encoding, string text)
    {
        _encoding = encoding;
        Text = text;
    }

    /// <summary>Without the byte order mark, which belongs to the encoding.</summary>
    public string Text { get; }

    /// <returns>Null if the file is binary: neither UTF-8 nor UTF-16 with a mark, or with a NUL in it.</returns>
    public static FileText? Read(ReadOnlySpan<byte> content)
    {
        var encoding = Unmarked;
        foreach (var marked in Marked)
        {
            if (content.StartsWith(marked.Preamble))
                encoding = marked;
        }
        try
        {
            var text = encoding.GetString(content[encoding.Preamble.Length..]);
            return text.Contains('\0') ? null : new(encoding, text);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Another text in the encoding of this file, its mark included.</summary>
    public byte[] Encode(string text) => [.. _encoding.Preamble, .. _encoding.GetBytes(text)];
}
