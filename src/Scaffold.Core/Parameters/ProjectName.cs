using System.Text.RegularExpressions;

namespace Scaffold.Core.Parameters;

/// <summary>The rule for a project's name: it becomes an image name, a label and words of a README.</summary>
public static partial class ProjectName
{
    public const string Rule = "letters, digits and single . _ - between them, 63 characters at most, such as my-model";

    public const int Longest = 63;

    public static bool IsGood(string name) => name.Length <= Longest && Shape().IsMatch(name);

    /// <summary>The good name that is nearest to a folder's.</summary>
    public static string Near(string folder)
    {
        var name = Other().Replace(folder, match => match.Value.Length is 1 && match.Value is "." or "_" or "-" ? match.Value : "-").Trim('.', '_', '-');
        name = (name.Length > Longest ? name[..Longest] : name).TrimEnd('.', '_', '-');
        return IsGood(name) ? name : TemplateDefinition.Current.DefaultName;
    }

    [GeneratedRegex(@"[^A-Za-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Other();

    [GeneratedRegex(@"\A[A-Za-z0-9]+([._-][A-Za-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
