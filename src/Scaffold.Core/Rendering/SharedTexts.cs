using System.Text;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Scaffold.Core.Rendering;

/// <summary>Texts that several templates of a language have in them, by the names of their files; read when one is named.</summary>
internal sealed class SharedTexts(string language) : ScriptObject
{
    public string Language => language;

    public override bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value)
    {
        if (Resources.Names($"templates/parts/{language}/{member}.") is not [var name])
            return base.TryGetValue(context, span, member, out value);
        value = Encoding.UTF8.GetString(Resources.Bytes(name)).TrimEnd('\n');
        return true;
    }
}
