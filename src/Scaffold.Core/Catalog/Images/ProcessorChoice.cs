using System.Text.Json;

namespace Scaffold.Core.Catalog.Images;

/// <summary>The processor's word in the tag, rules §10; null where there is one image for all.</summary>
internal static class ProcessorChoice
{
    public static string? Choose(string framework, ScopeSection section, JsonElement entry, InstanceType instance)
    {
        var good = section.Json.Find("processors") is not null ? section.Json.Texts("processors") : entry.Texts("processors");
        if (good.Count is 0)
            return null;
        if (instance.Text is null)
            return good is [var only] ? only : throw ImageProblems.NoInstance(framework, good);
        var word = WordOf(instance.Text, instance.Family, good) ?? throw ImageProblems.BadInstance(instance.Text);
        return good.Contains(word) ? word : throw ImageProblems.UnknownProcessor(framework, instance, word, good);
    }

    private static string? WordOf(string text, string family, IReadOnlyList<string> good)
    {
        if (text.StartsWith("local", StringComparison.Ordinal))
            return text is "local" ? "cpu" : "gpu";
        if (text.StartsWith("neuron", StringComparison.Ordinal))
            return "neuron";
        return family switch
        {
            "" => null,
            _ when good.Contains(family) => family,
            ['i', 'n', 'f', ..] => "inf",
            ['t', 'r', 'n', ..] => "trn",
            ['g' or 'p', ..] => "gpu",
            _ => "cpu",
        };
    }
}
