using System.Text;

namespace Scaffold.Engine;

/// <summary>Cuts a stream of bytes into lines of text; what a line has over the limit is dropped, so a hostile writer costs no memory.</summary>
internal sealed class LineSplitter(Action<string> emit)
{
    private const int Limit = 16_384;
    private readonly List<byte> _line = [];

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            _line.AddRange(part[..Math.Min(part.Length, Limit - _line.Count)]);
            if (end < 0)
                return;
            Emit();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>The rest, when the stream ended without a line end.</summary>
    public void Flush()
    {
        if (_line.Count > 0)
            Emit();
    }

    private void Emit()
    {
        emit(Encoding.UTF8.GetString([.. _line]).TrimEnd('\r'));
        _line.Clear();
    }
}
