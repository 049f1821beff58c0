namespace Scaffold.Core.Parameters;

/// <summary>Names of the languages, as the <c>language</c> parameter has them and as <c>dotnet new</c> tags them.</summary>
public static class Language
{
    public const string CSharp = "csharp";
    public const string Python = "python";

    /// <summary>The <c>language</c> tag of <c>dotnet new</c>: <c>C#</c>, <c>Python</c>.</summary>
    public static string Tag(string language) => language is CSharp ? "C#" : "Python";
}
