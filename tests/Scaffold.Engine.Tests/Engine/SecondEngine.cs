using System.Diagnostics;

namespace Scaffold.Tests.Engine;

/// <summary>A second dockerd of the lab's, without networks, that a test may stop, kill and starve.</summary>
internal sealed class SecondEngine : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _binaries;
    private readonly string _configuration;
    private Process? _process;

    private SecondEngine(string binaries, string configuration) => (_binaries, _configuration) = (binaries, configuration);

    /// <summary>Where the lab's dockerd is; null where the engine is not the lab's.</summary>
    public static string? Binaries =>
        Environment.GetEnvironmentVariable("LAB_DIR") is { } lab && File.Exists($"{lab}/engine/usr/sbin/dockerd") ? $"{lab}/engine/usr" : null;

    public string Socket => _folder["docker.sock"];

    public string Host => $"unix://{Socket}";

    /// <summary>All that it stores is in here.</summary>
    public string Data => _folder["data"];

    /// <param name="megabytes">Room for its data, in memory; null for that of the disk.</param>
    public static async Task<SecondEngine> StartAsync(string configuration = "{}", int? megabytes = null)
    {
        SecondEngine engine = new(Binaries!, configuration);
        Directory.CreateDirectory(engine.Data);
        if (megabytes is not null)
            (await Command.RunAsync("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", engine.Data])).Succeeded();
        await engine.StartAsync();
        return engine;
    }

    public async Task StartAsync()
    {
        _folder.Write("daemon.json", _configuration);
        ProcessStartInfo start = new(Path.Combine(_binaries, "sbin/dockerd"),
        [
            "--config-file", _folder["daemon.json"], "--host", Host, "--data-root", Data, "--exec-root", _folder["exec"],
            "--pidfile", _folder["pid"], "--bridge", "none", "--iptables=false", "--ip6tables=false", "--log-level", "fatal",
        ])
        { RedirectStandardError = true };
        start.Environment["PATH"] = $"{_binaries}/sbin:{_binaries}/bin:{_binaries}/libexec/docker:{Environment.GetEnvironmentVariable("PATH")}";
        _process = Process.Start(start)!;
        _ = _process.StandardError.ReadToEndAsync();
        while ((await DockerAsync("version")).Exit != 0)
        {
            Assert.False(_process.HasExited, "the second dockerd ended");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public Task<CommandResult> DockerAsync(params IEnumerable<string> arguments) => Command.RunAsync("docker", ["--host", Host, .. arguments]);

    /// <summary>Copies an image of the first engine.</summary>
    public async Task LoadAsync(string image) =>
        (await Command.RunAsync("sh", ["-c", $"docker save '{image}' | docker --host '{Host}' load"])).Succeeded();

    /// <summary>As a crash ends it: containerd and the containers go on.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process = null;
        File.Delete(_folder["pid"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            await StartAsync(); // only a new one knows how to end what a killed one left
        await Command.RunAsync("kill", [$"{_process!.Id}"]); // not killed outright: its containerd would stay behind
        await _process.WaitForExitAsync();
        _process.Dispose();
        await Command.RunAsync("umount", ["--recursive", "--quiet", Data]);
        _folder.Dispose();
    }
}
