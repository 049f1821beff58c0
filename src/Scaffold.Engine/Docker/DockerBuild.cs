using System.Diagnostics;
using Scaffold.Core.Problems;

namespace Scaffold.Engine.Docker;

/// <summary>Builds a repository with the docker command.</summary>
internal sealed class DockerBuild(DockerSession docker)
{
    private readonly DockerCli _cli = new(docker.Endpoint);

    public async Task<BuildOutcome> RunAsync(BuildRequest request, IProgress<string> log, CancellationToken ct)
    {
        var words = await _cli.BuildWordsAsync(ct);
        var name = request.Tag ?? docker.NextImageName();
        BuildLog lines = new();
        var clock = Stopwatch.StartNew();
        var code = await ChildProcess.RunAsync(_cli.Start([.. words, .. Options(request, name), request.Directory]), (_, line) =>
        {
            lines.Add(line);
            log.Report(line);
        }, ct);
        if (code is not 0 && request.Builder is { } builder && lines.NeverBegan)
            throw Unusable(builder, lines.Tail);
        if (code is not 0)
            return new BuildOutcome.Failed(lines.FailedStep, lines.Tail, RepeatCommand.Build(request));
        var image = await docker.Client.Images.InspectImageAsync(name, ct);
        return new BuildOutcome.Built(image.ID, clock.Elapsed);
    }

    // The repository is not to blame.
    private static UserErrorException Unusable(string builder, IReadOnlyList<string> words) => new(new("SM109",
        $"The builder took no build: {string.Join(' ', words)}", $"builder {builder}",
        "docker buildx ls lists the builders and says which of them run. A docker context is none: docker buildx create makes one.", ExitCode.Usage));

    private static IEnumerable<string> Options(BuildRequest request, string name)
    {
        yield return "--progress=plain";
        yield return $"--tag={name}";
        if (request.Platform is { } platform)
            yield return $"--platform={platform}";
        if (request.Target is { } target)
            yield return $"--target={target}";
        if (request.Builder is { } builder)
            yield return $"--builder={builder}";
        foreach (var (argument, value) in request.Arguments)
            yield return $"--build-arg={argument}={value}";
    }
}
