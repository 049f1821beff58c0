using Scaffold.Core.Problems;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scaffold.Core.Rendering;

/// <summary>Renders one template, strictly: an unknown name is an error with its place.</summary>
/// <remarks>Templates have the language and the model, none of Scriban's functions: finding those by reflection takes longer than writing a repository.</remarks>
internal static class Renderer
{
    private static readonly ScriptObject NoFunctions = [];

    public static string Render(string path, string text, TemplateModel model)
    {
        var template = Template.Parse(text, path);
        if (template.HasErrors)
            throw Broken(template.Messages[0].Span, template.Messages[0].Message);

        var context = new TemplateContext(NoFunctions) { StrictVariables = true, NewLine = "\n" };
        context.PushGlobal(model.Values);
        try
        {
            return template.Render(context);
        }
        catch (ScriptRuntimeException e)
        {
            throw Broken(e.Span, e.OriginalMessage, e);
        }
    }

    private static UserErrorException Broken(SourceSpan at, string why, Exception? inner = null) =>
        new(new("SM010", why, at.ToStringSimple(), "Correct the template and run again.", ExitCode.Bug), inner);
}
