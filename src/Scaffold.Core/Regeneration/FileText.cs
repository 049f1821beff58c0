using System.Text;

namespace Scaffold.Core.Regeneration;

/// <summary>The text of a file, and how to write another in the same encoding.</summary>
internal sealed class FileText
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding[] Marked =
    [
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    private readonly Encoding _encoding;

    private FileText(string text, Encoding encoding) => (Text, _encoding) = (text, encoding);

    public string Text { get; }

    /// <summary>Null when it is no text: neither UTF-8 nor, with its mark, UTF-16.</summary>
    public static FileText? Read(ReadOnlySpan<byte> content)
    {
        var encoding = Utf8;
        foreach (var marked in Marked)
        {
            if (content.StartsWith(marked.Preamble))
                encoding = marked;
        }
        if (encoding == Utf8 && content.Contains((byte)0))
            return null;
        try
        {
            return new(encoding.GetString(content[encoding.Preamble.Length..]), encoding);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Another text in the same encoding, with the same mark.</summary>
    public ReadOnlyMemory<byte> With(string text)
    {
        var preamble = _encoding.Preamble;
        var bytes = new byte[preamble.Length + _encoding.GetByteCount(text)];
        preamble.CopyTo(bytes);
        _encoding.GetBytes(text, bytes.AsSpan(preamble.Length));
        return bytes;
    }
}
