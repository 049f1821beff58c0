namespace Scaffold.Core.Catalog;

/// <summary>Hyperparameters of a starter's training, as JSON in one line.</summary>
public static class SampleHyperparameters
{
    /// <summary>For a run of seconds.</summary>
    public static string Quick(Framework framework) => Json(framework.Hyperparameters);

    /// <summary>For a run that lasts until it is stopped.</summary>
    public static string Unending(Framework framework) =>
        Json([KeyValuePair.Create(framework.Hyperparameters[0].Key, "1000000"), .. framework.Hyperparameters.Skip(1)]);

    private static string Json(IEnumerable<KeyValuePair<string, string>> values) =>
        $"{{{string.Join(", ", values.Select(pair => $"\"{pair.Key}\": \"{pair.Value}\""))}}}";
}
