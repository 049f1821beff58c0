using Scaffold.Core.Parameters;

namespace Scaffold.Templates;

/// <summary>Words that stand for free text in pre-rendered files; <c>dotnet new</c> replaces them.</summary>
/// <remarks>They are good values themselves, so that the renderer takes them like any other.</remarks>
internal static class Placeholders
{
    public const string Name = "NamePlaceholder7f3c";
    public const string Image = "nameplaceholder7f3c";

    public static string Program(string language) => language is Language.Python ? "program_placeholder_7f3c.py" : "program_placeholder_7f3c";
}
