using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Scaffold.Core.Problems;

namespace Scaffold.Engine.Docker;

/// <summary>The docker command: the only way to BuildKit, whose sessions no .NET client speaks.</summary>
internal sealed partial class DockerCli(DockerEndpoint endpoint, string program = "docker")
{
    private static readonly Version FirstWithAttestations = new(0, 10);

    /// <summary>The words that start a build into the engine's own store as one plain image (IMG-02).</summary>
    public async Task<IReadOnlyList<string>> BuildWordsAsync(CancellationToken ct)
    {
        if (await OutputAsync(["buildx", "version"], ct) is { } buildx)
            return VersionIn(buildx) >= FirstWithAttestations
                ? ["buildx", "build", "--load", "--provenance=false", "--sbom=false"]
                : ["buildx", "build", "--load"];
        // Until Docker 23 the command had BuildKit built in.
        if (await OutputAsync(["--version"], ct) is not { } docker)
            throw NoBuild("There is no docker command on PATH, and building needs it.", "Install the docker command with its buildx plugin (docker-ce-cli and docker-buildx-plugin, or Docker Desktop).");
        if (VersionIn(docker) is { Major: < 23 })
            return ["build"];
        throw NoBuild($"The docker command has no buildx, so it cannot build with BuildKit ({docker.Trim()}).",
            "Install the buildx plugin (docker-buildx-plugin, docker-buildx), or name its folder in cliPluginsExtraDirs of Docker's config.json.");
    }

    public ProcessStartInfo Start(IEnumerable<string> words)
    {
        ProcessStartInfo start = new(program, words);
        foreach (var (name, value) in endpoint.Environment)
        {
            start.Environment.Remove(name);
            if (value is not null)
                start.Environment[name] = value;
        }
        start.Environment["DOCKER_BUILDKIT"] = "1";
        start.Environment["BUILDX_NO_DEFAULT_ATTESTATIONS"] = "1";
        start.Environment["BUILDX_BUILDER"] = "default"; // the engine itself, not a builder the user keeps elsewhere
        start.Environment["NO_COLOR"] = "1";
        return start;
    }

    private async Task<string?> OutputAsync(IEnumerable<string> words, CancellationToken ct)
    {
        var output = "";
        var code = await ChildProcess.RunAsync(Start(words), (error, line) => output += error ? "" : line + "\n", ct);
        return code is 0 ? output : null;
    }

    // "github.com/docker/buildx v0.13.1 788433953af1", "Docker version 20.10.24+dfsg1, build 297e128"
    private static Version VersionIn(string text) => FirstVersion().Match(text) is { Success: true } match
        ? new(Number(match.Groups[1]), Number(match.Groups[2]))
        : new(0, 0);

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    private UserErrorException NoBuild(string what, string fix) => new(new("SM103", what, endpoint.ToString(), fix, ExitCode.NoEngine));

    [GeneratedRegex(@"(\d+)\.(\d+)\.\d+")]
    private static partial Regex FirstVersion();
}
