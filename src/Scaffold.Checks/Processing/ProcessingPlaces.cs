namespace Scaffold.Checks.Processing;

/// <summary>Where inputs and outputs of a processing job lie (PRC-03).</summary>
internal static class ProcessingPlaces
{
    public const string Places = "a name of letters, digits, '.', '-' and '_', or a path below /opt/ml/processing";

    private const string Root = "/opt/ml/processing/";
    private const int LongestPath = 256;

    /// <summary>Whether it is a name, or a path below /opt/ml/processing.</summary>
    public static bool IsPlace(string text) => text.Length <= LongestPath
        && (text.StartsWith(Root, StringComparison.Ordinal) ? text[Root.Length..].Split('/').All(IsName) : IsName(text));

    public static string Input(string place) => place.StartsWith('/') ? place : $"{Root}input/{place}";

    public static string Output(string place) => place.StartsWith('/') ? place : $"{Root}output/{place}";

    /// <summary>The name in the job's request.</summary>
    public static string Name(string place) => place[(place.LastIndexOf('/') + 1)..];

    private static bool IsName(string text) => text.Trim('.').Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
