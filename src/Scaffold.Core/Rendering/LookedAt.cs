using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Scaffold.Core.Rendering;

/// <summary>A model's values, and which of them a template looked at.</summary>
internal sealed class LookedAt(ScriptObject values) : ScriptObject
{
    private readonly List<string> _names = [];

    /// <summary>In order, each once.</summary>
    public IReadOnlyList<string> Names => _names;

    public override bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value)
    {
        if (!_names.Contains(member))
            _names.Add(member);
        return values.TryGetValue(context!, span, member, out value);
    }
}
