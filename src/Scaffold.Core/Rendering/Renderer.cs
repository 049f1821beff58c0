using System.Collections.Concurrent;
using System.Text;
using Scaffold.Core.Problems;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scaffold.Core.Rendering;

/// <summary>Renders one template, strictly: an unknown name is an error with its place.</summary>
/// <remarks>Templates have the language and the model, none of Scriban's functions: finding those by reflection takes longer than writing a repository.</remarks>
internal sealed class Renderer
{
    private static readonly ConcurrentDictionary<string, Renderer> Known = new();
    private static readonly ScriptObject NoFunctions = [];

    private readonly Template _template;
    private readonly RenderMemo _memo = new();

    private Renderer(string resource)
    {
        _template = Template.Parse(Encoding.UTF8.GetString(Resources.Bytes(resource)), resource);
        if (_template.HasErrors)
            throw Broken(_template.Messages[0].Span, _template.Messages[0].Message);
    }

    /// <summary>UTF-8; empty where the template comes to nothing but blanks. The same array for each caller: not to be written to.</summary>
    public static byte[] Render(string resource, TemplateModel model) => Known.GetOrAdd(resource, name => new(name)).Render(model);

    private byte[] Render(TemplateModel model)
    {
        if (_memo.Find(model) is { } known)
            return known;
        LookedAt values = new(model.Values);
        var context = new TemplateContext(NoFunctions) { StrictVariables = true, NewLine = "\n" };
        context.PushGlobal(values);
        context.PushGlobal(new ScriptObject()); // what a template sets is its own
        try
        {
            var text = _template.Render(context);
            var content = string.IsNullOrWhiteSpace(text) ? [] : Encoding.UTF8.GetBytes(text);
            _memo.Add(model, values.Names, content);
            return content;
        }
        catch (ScriptRuntimeException e)
        {
            throw Broken(e.Span, e.OriginalMessage, e);
        }
    }

    private static UserErrorException Broken(SourceSpan at, string why, Exception? inner = null) =>
        new(new("SM010", why, at.ToStringSimple(), "Correct the template and run again.", ExitCode.Bug), inner);
}
