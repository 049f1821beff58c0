using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Serve.Formats;

/// <summary>Takes the numbers of a request as they are read, has them predicted batch by batch, and keeps the labels.</summary>
internal sealed class Records : IDisposable
{
    private const int LargestBatch = 4096;

    private readonly IPredictor _predictor;
    private readonly CancellationToken _ct;
    private readonly Rows _rows;
    private readonly int _batch;
    private float[] _values;
    private int _used;
    private int _column;

    public Records(IPredictor predictor, CancellationToken ct)
    {
        _predictor = predictor;
        _ct = ct;
        _rows = new(predictor.Columns);
        _batch = Math.Clamp((1 << 20) / Math.Max(1, predictor.Columns), 1, LargestBatch);
        _values = ArrayPool<float>.Shared.Rent(predictor.Columns);
    }

    public List<string> Labels { get; } = [];

    /// <summary>The number of the row that is being read, from 1.</summary>
    public int Row { get; private set; } = 1;

    /// <summary>Whether the request's lines end in \r\n: the answer's do too (BAT-07).</summary>
    public bool HasCarriageReturns { get; set; }

    /// <summary>Whether the request's last line has an end: then the answer's has one.</summary>
    public bool LastLineEnds { get; set; } = true;

    public void Add(float value) =>
        Add(value, float.IsFinite(value) ? default : Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));

    /// <param name="text">What the number was read from.</param>
    public void Add(float value, ReadOnlySpan<byte> text)
    {
        if (!float.IsFinite(value))
            throw Fault(text, "is not a finite number");
        _column++;
        if (_column > _predictor.Columns)
            return;
        if (_used == _values.Length)
            Grow();
        _values[_used++] = value;
    }

    public void EndRow()
    {
        if (_column != _predictor.Columns)
            throw new RequestFault($"row {Row}: {_column} columns, expected {_predictor.Columns}");
        _column = 0;
        Row++;
        if (++_rows.Count == _batch)
            Predict();
    }

    /// <summary>Predicts what is left. A request without any row is refused.</summary>
    public void Finish()
    {
        if (Row == 1)
            throw new RequestFault("the body holds no rows");
        Predict();
    }

    public RequestFault NotANumber(ReadOnlySpan<byte> text) => Fault(text, "is not a number");

    public void Dispose() => ArrayPool<float>.Shared.Return(_values);

    private RequestFault Fault(ReadOnlySpan<byte> text, string what)
    {
        const int Longest = 50;
        var shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, Longest)]);
        return new($"row {Row}, column {_column + 1}: '{shown}{(text.Length > Longest ? "..." : "")}' {what}");
    }

    private void Predict()
    {
        if (_rows.Count == 0)
            return;
        _ct.ThrowIfCancellationRequested();
        var before = Labels.Count;
        CollectionsMarshal.SetCount(Labels, before + _rows.Count);
        _rows.Values = _values;
        _predictor.Predict(_rows, CollectionsMarshal.AsSpan(Labels)[before..]);
        _rows.Count = 0;
        _used = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<float>.Shared.Rent(_values.Length * 2);
        _values.AsSpan(0, _used).CopyTo(larger);
        ArrayPool<float>.Shared.Return(_values);
        _values = larger;
    }
}

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
