using System.Text.Json;
using System.Text.Json.Serialization;

namespace Container;

/// <summary>The model: a centroid per label, in units of each column's spread. Training writes it and `serve` reads it, both by this file.</summary>
internal sealed record CentroidModel
{
    public const string FileName = "model.json";

    public required float[] Mean { get; init; }

    public required float[] Scale { get; init; }

    public required string[] Labels { get; init; }

    public required float[][] Centroids { get; init; }

    [JsonIgnore]
    public int Columns => Mean.Length;

    /// <exception cref="JsonException">It is not the JSON of a model.</exception>
    /// <exception cref="InvalidDataException">Its parts do not fit together.</exception>
    public static CentroidModel Read(Stream stream)
    {
        var model = JsonSerializer.Deserialize(stream, ModelJson.Default.CentroidModel) ?? throw new InvalidDataException("the model is null");
        var fits = model.Columns > 0 && model.Scale.Length == model.Columns
            && model.Labels.Length > 0 && model.Centroids.Length == model.Labels.Length
            && model.Centroids.All(centroid => centroid.Length == model.Columns);
        return fits ? model : throw new InvalidDataException("the parts of the model do not fit together");
    }

    public void Write(Stream stream) => JsonSerializer.Serialize(stream, this, ModelJson.Default.CentroidModel);

    /// <summary>The index of the label whose centroid is nearest.</summary>
    public int Nearest(ReadOnlySpan<float> row)
    {
        var (best, least) = (0, float.MaxValue);
        for (var label = 0; label < Labels.Length; label++)
        {
            if (Distance(row, label) is var distance && distance < least)
                (best, least) = (label, distance);
        }

        return best;
    }

    /// <summary>The square of the distance to a label's centroid.</summary>
    public float Distance(ReadOnlySpan<float> row, int label)
    {
        var sum = 0f;
        for (var column = 0; column < Columns; column++)
        {
            var away = ((row[column] - Mean[column]) / Scale[column]) - Centroids[label][column];
            sum += away * away;
        }

        return sum;
    }
}

/// <summary>How the model is read and written without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CentroidModel))]
internal sealed partial class ModelJson : JsonSerializerContext;
