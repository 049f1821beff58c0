using System.Collections.Concurrent;

namespace Scaffold.Core.Rendering;

/// <summary>What one template came to, by the values it looked at: where those are the same, so is its text.</summary>
/// <remarks>
/// A tree: which value a template looks at next depends on those before it alone. Five hundred repositories, and the thousands of
/// combinations of the template pack, differ in few values, and most templates look at two or three.
/// </remarks>
internal sealed class RenderMemo
{
    private const int MostBranches = 64; // a template that prints the project's name has a branch for each

    private readonly Node _root = new();

    /// <summary>What was rendered before for the same values; null where there was none.</summary>
    public byte[]? Find(TemplateModel model)
    {
        var node = _root;
        while (node is { Content: null, Name: { } name })
        {
            if (!node.Branches.TryGetValue(model.Fingerprint(name), out node))
                return null;
        }
        return node.Content;
    }

    /// <param name="looked">The names of the values looked at, in order, each once.</param>
    public void Add(TemplateModel model, IReadOnlyList<string> looked, byte[] content)
    {
        var node = _root;
        foreach (var name in looked)
        {
            node.Name = name;
            var fingerprint = model.Fingerprint(name);
            if (node.Branches.Count >= MostBranches && !node.Branches.ContainsKey(fingerprint))
                return;
            node = node.Branches.GetOrAdd(fingerprint, _ => new());
        }
        node.Content = content;
    }

    private sealed class Node
    {
        public string? Name { get; set; }

        public ConcurrentDictionary<string, Node> Branches { get; } = new(concurrencyLevel: 1, capacity: 1);

        public byte[]? Content { get; set; }
    }
}
