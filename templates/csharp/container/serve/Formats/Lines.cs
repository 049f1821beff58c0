namespace Serve.Formats;

/// <summary>Walks the lines of a body. Blank lines at its end are no records; one between records is a fault.</summary>
internal ref struct Lines
{
    private readonly Records _records;
    private ReadOnlySpan<byte> _rest;

    public Lines(ReadOnlySpan<byte> body, Records records)
    {
        _records = records;
        _rest = (body.StartsWith("\uFEFF"u8) ? body["\uFEFF"u8.Length..] : body).TrimEnd(" \t\r\n"u8);

        // The answer's lines are to end as the request's do.
        var end = body.IndexOf((byte)'\n');
        records.HasCarriageReturns = end > 0 && body[end - 1] == '\r';
        records.LastLineEnds = body.EndsWith("\n"u8);
    }

    public ReadOnlySpan<byte> Current { get; private set; }

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;
        var end = _rest.IndexOf((byte)'\n');
        Current = (end < 0 ? _rest : _rest[..end]).Trim(" \t\r"u8);
        _rest = end < 0 ? default : _rest[(end + 1)..];
        return !Current.IsEmpty ? true : throw new RequestFault($"row {_records.Row}: the line is empty");
    }
}
