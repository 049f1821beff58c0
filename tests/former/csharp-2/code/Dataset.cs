using System.Globalization;

namespace Training;

/// <summary>The rows of a channel: numbers, and in the last column the label.</summary>
internal sealed record Dataset(IReadOnlyList<Row> Rows, int Width)
{
    /// <summary>Reads every *.csv of the folder, in the order of the names, so that a run can be repeated.</summary>
    public static Dataset Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InvalidDataException($"channel 'train' is missing: there is no folder {folder}; give the job a channel of that name");

        var files = Directory.GetFiles(folder, "*.csv", SearchOption.AllDirectories);
        if (files.Length == 0)
            throw new InvalidDataException($"channel 'train' is empty: there is no *.csv file in {folder}");

        Array.Sort(files, StringComparer.Ordinal);
        List<Row> rows = [];
        foreach (var file in files)
            ReadFile(file, Path.GetRelativePath(folder, file), rows);

        if (rows.Count == 0)
            throw new InvalidDataException($"channel 'train' is empty: no *.csv file in {folder} has rows");
        if (rows.Select(row => row.Label).Distinct().Take(2).Count() < 2)
            throw new InvalidDataException($"all rows in {folder} have the label '{rows[0].Label}': there is nothing to learn");
        return new(rows, rows[0].Features.Length);
    }

    /// <summary>The rows to train on, and those that are only measured on. The same ones every time.</summary>
    public (IReadOnlyList<Row> Train, IReadOnlyList<Row> HeldOut) Split(bool shuffle, float holdout)
    {
        var mixed = Rows.ToArray();
        if (shuffle)
            new Random(1).Shuffle(mixed);
        var heldOut = (int)(mixed.Length * holdout);
        return shuffle ? (mixed[heldOut..], mixed[..heldOut]) : (mixed[..^heldOut], mixed[^heldOut..]);
    }

    private static void ReadFile(string path, string name, List<Row> rows)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var fields = line.Split(',', StringSplitOptions.TrimEntries);
            var isHeader = number == 1 && !IsNumber(fields[0]);
            if (line.AsSpan().IsWhiteSpace() || isHeader)
                continue;

            var width = rows.Count > 0 ? rows[0].Features.Length : Math.Max(1, fields.Length - 1);
            if (fields.Length != width + 1)
                throw new InvalidDataException($"{name}, row {number}: {fields.Length} columns, expected {width + 1}, the last one for the label");
            rows.Add(Parse(fields, name, number));
        }
    }

    private static Row Parse(string[] fields, string file, int row)
    {
        var features = new float[fields.Length - 1];
        for (var column = 0; column < features.Length; column++)
        {
            if (!float.TryParse(fields[column], CultureInfo.InvariantCulture, out features[column]) || !float.IsFinite(features[column]))
                throw new InvalidDataException($"{file}, row {row}, column {column + 1}: '{fields[column]}' is not a finite number");
        }

        var label = fields[^1].Trim('"');
        return label.Length > 0
            ? new() { Features = features, Label = label }
            : throw new InvalidDataException($"{file}, row {row}, column {fields.Length}: the label is empty");
    }

    private static bool IsNumber(string text) => float.TryParse(text, CultureInfo.InvariantCulture, out _);
}

/// <summary>One row of the training data, under the column names that the pipeline uses.</summary>
public sealed class Row
{
    public float[] Features { get; set; } = [];

    public string Label { get; set; } = "";
}
