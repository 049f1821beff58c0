using System.Globalization;
using System.Text.RegularExpressions;

namespace Scaffold.Engine.Docker;

/// <summary>The docker command lines that do by hand what the engine did.</summary>
internal static partial class RepeatCommand
{
    /// <param name="image">An image's name, or a command in <c>$( )</c> that builds it.</param>
    public static string Run(RunRequest request, string image)
    {
        List<string> words = ["docker run --rm"];
        if (request.Init)
            words.Add("--init");
        if (request.Tty)
            words.Add("--tty");
        if (request.Network is RunNetwork.None)
            words.Add("--network none");
        else if (request.Network is RunNetwork.Peers)
            words.Add("--network peers"); // after docker network create peers
        Add("-p", request.Port is { } port ? $"127.0.0.1::{port}" : null);
        Add("--hostname", request.Hostname);
        Add("--network-alias", request.Network is RunNetwork.Peers ? request.Hostname : null);
        Add("--user", request.User);
        words.Add($"--memory {Size(request.Memory)} --shm-size {Size(request.SharedMemory)}");
        Add("--cpus", request.Cpus?.ToString(CultureInfo.InvariantCulture));
        if (request.ReadOnlyRoot)
            words.Add("--read-only --tmpfs /tmp");
        foreach (var (name, value) in request.Environment)
            Add("-e", $"{name}={value}");
        // The volumes are gone by then: folders of the same names below the current one take their place.
        words.AddRange(request.Mounts.Select(mount => $"-v \"$PWD{mount.Path}:{mount.Path}{(mount.ReadOnly ? ":ro" : "")}\""));
        if (request.Entrypoint is [var first, ..])
            Add("--entrypoint", first);
        words.Add(image);
        words.AddRange((request.Entrypoint ?? []).Skip(1).Concat(request.Command).Select(Quote));
        return string.Join(' ', words);

        void Add(string option, string? value)
        {
            if (value is not null)
                words.Add($"{option} {Quote(value)}");
        }
    }

    public static string Build(BuildRequest request)
    {
        var options = request.Arguments.Select(pair => $"--build-arg {Quote($"{pair.Key}={pair.Value}")} ");
        var platform = request.Platform is { } name ? $"--platform {Quote(name)} " : "";
        var target = request.Target is { } stage ? $"--target {Quote(stage)} " : "";
        var command = request.Builder is { } builder ? $"docker buildx build --builder {Quote(builder)} --load" : "docker build";
        return $"{command} {string.Concat(options)}{platform}{target}{Quote(request.Directory)}";
    }

    /// <summary>For a POSIX shell.</summary>
    public static string Quote(string word) => Plain().IsMatch(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Size(long bytes) => bytes % (1 << 20) == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20}m")
        : bytes.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[A-Za-z0-9_./:=@%+,-]+\z")]
    private static partial Regex Plain();
}
