using Scaffold.Core.Parameters;
using Scaffold.Templates;

// usage: Scaffold.Templates FOLDER — writes the content of the template pack, one template per language.
foreach (var language in TemplateDefinition.Current["language"].Choices)
    TemplatePack.Render(language.Value).WriteTo(Path.Combine(args[0], language.Value));
