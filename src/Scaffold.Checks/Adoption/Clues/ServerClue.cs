using System.Text.RegularExpressions;

namespace Scaffold.Checks.Adoption.Clues;

/// <summary>The web framework and what stands before it.</summary>
internal static partial class ServerClue
{
    public static IEnumerable<Proposal> In(Evidence evidence)
    {
        if (evidence.Package("fastapi", "uvicorn", "starlette") is { } fast)
            yield return new("server", "fastapi", $"names {fast.Name}", fast.Where);
        if (evidence.Package("flask", "gunicorn", "gevent") is { } flask)
            yield return new("server", "flask", $"names {flask.Name}", flask.Where);
        if (evidence.Files.Find(IsPython, FastApi()) is { } imported)
            yield return new("server", "fastapi", "imports it", imported);
        if (evidence.Files.Find(IsPython, Flask()) is { } import)
            yield return new("server", "flask", "imports it", import);
        if (evidence.Files.Find(path => path.EndsWith(".csproj", StringComparison.Ordinal), WebSdk()) is { } sdk)
            yield return new("server", "aspnet", "takes the SDK for the web", sdk);

        if (evidence.Files.Paths.FirstOrDefault(path => Path.GetFileName(path).StartsWith("nginx", StringComparison.Ordinal) && path.EndsWith(".conf", StringComparison.Ordinal)) is { } settings)
            yield return new("proxy", "nginx", "sets it up", new(settings, 1));
        if (evidence.Files.Find(path => path is "Dockerfile", Nginx()) is { } installed)
            yield return new("proxy", "nginx", "installs it", installed);
        yield return new("proxy", "none", "nothing sets up or installs nginx");
    }

    private static bool IsPython(string path) => Evidence.IsProgram(path) && path.EndsWith(".py", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*(import|from)\s+(fastapi|starlette)\b", RegexOptions.Multiline)]
    private static partial Regex FastApi();

    [GeneratedRegex(@"^\s*(import|from)\s+flask\b", RegexOptions.Multiline)]
    private static partial Regex Flask();

    [GeneratedRegex("""Sdk="Microsoft\.NET\.Sdk\.Web""")]
    private static partial Regex WebSdk();

    [GeneratedRegex(@"^(?!\s*#).*\bnginx\b", RegexOptions.Multiline)]
    private static partial Regex Nginx();
}
