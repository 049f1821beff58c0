using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Container;

namespace Serve;

/// <summary>Waits until the container has to end, and says why (INF-07).</summary>
internal static class Supervision
{
    public static async Task<int> RunAsync(IHostApplicationLifetime lifetime, Task loading, Nginx? nginx, Settings settings, JsonLog log)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStopping.Register(stop.SetResult);
        Task proxy = nginx?.Exited ?? Task.Delay(Timeout.Infinite);

        if (await Task.WhenAny(stop.Task, proxy, loading) == loading)
        {
            if (loading.Exception?.InnerException is { } fault)
                return LoadingFailed(fault, settings, log);
            log.Info($"the model is loaded from {settings.ModelFolder}");
            await Task.WhenAny(stop.Task, proxy);
        }

        if (stop.Task.IsCompleted)
        {
            log.Info("stopping: requests in flight are finished first");
            return 0;
        }

        log.Error($"nginx ended (exit code {await nginx!.Exited}): so does this container");
        return 1;
    }

    private static int LoadingFailed(Exception fault, Settings settings, JsonLog log)
    {
        if (fault is SettingFault)
            log.Error(fault.Message);
        else
            log.Error($"cannot load the model: {fault.Message.TrimEnd('.')}. {settings.ModelFolder} must hold what the training program saved, whole (MOD-03)", fault);
        return 1;
    }
}

/// <summary>The proxy in front: a child with a private copy of nginx.conf, whose marked lines follow the environment.</summary>
internal sealed partial class Nginx
{
    private const int LongestSocketPath = 100; // the kernel takes 107 bytes on Linux, fewer elsewhere
    private const UnixFileMode AllMayConnect = (UnixFileMode)0b110_110_110;
    private const UnixFileMode AllMayEnter = (UnixFileMode)0b111_001_001;

    private readonly string _program;
    private readonly DirectoryInfo _folder = NewFolder();
    private readonly TaskCompletionSource<int?> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _process;

    private Nginx(string program, string configuration)
    {
        _program = program;

        // Started as root, nginx works as another user.
        File.SetUnixFileMode(_folder.FullName, AllMayEnter);
        File.WriteAllText(ConfigurationPath, configuration);
    }

    /// <summary>Where the server listens for it.</summary>
    public string Socket => Path.Combine(_folder.FullName, "server.sock");

    /// <summary>Ends when nginx has, with its exit code (-n when signal n killed it) where that is known.</summary>
    public Task<int?> Exited => _exited.Task;

    private string ConfigurationPath => Path.Combine(_folder.FullName, "nginx.conf");

    /// <summary>Makes it ready to start; null where the repository has no nginx.conf or the machine no nginx.</summary>
    public static Nginx? Prepare(Settings settings, JsonLog log)
    {
        var template = Path.Combine(AppContext.BaseDirectory, "nginx.conf");
        if (!File.Exists(template))
            return null;
        if (SearchPath.Find("nginx") is { } program)
            return new(program, Configure(File.ReadAllText(template), settings));
        log.Warning("there is no nginx on PATH: the server listens itself");
        return null;
    }

    /// <summary>Starts it. The server must listen by now.</summary>
    public void Start()
    {
        File.SetUnixFileMode(Socket, AllMayConnect);
        string[] arguments = [_program, "-e", "stderr", "-p", _folder.FullName, "-c", ConfigurationPath];

        // A group of its own: Ctrl-C in a terminal must not end it before the server has drained it.
        _process = Spawn.Start(_program, arguments, ownGroup: true, folder: _folder.FullName);
        new Thread(Watch) { IsBackground = true }.Start();
    }

    /// <summary>Lets it finish the requests in flight and end (INF-06).</summary>
    public async Task DrainAsync(TimeSpan limit)
    {
        _ = Posix.Kill(_process, Posix.SigQuit);
        await Task.WhenAny(Exited, Task.Delay(limit));
    }

    /// <summary>Leaves nothing behind: workers outlive a master that was killed.</summary>
    public void CleanUp()
    {
        _ = Posix.Kill(-_process, Posix.SigKill);
        _folder.Delete(recursive: true);
    }

    // A long TMPDIR leaves no room for the path of a socket.
    private static DirectoryInfo NewFolder() => Encoding.UTF8.GetByteCount(Path.GetTempPath()) + "serve-XXXXXX/server.sock".Length <= LongestSocketPath
        ? Directory.CreateTempSubdirectory("serve-")
        : Directory.CreateDirectory($"/tmp/serve-{Guid.NewGuid():N}");

    // As process 1, .NET may reap it before we do: then this returns as well, without the exit code.
    private void Watch() => _exited.SetResult(Posix.WaitFor(_process)?.ExitCode);

    private static string Configure(string template, Settings settings)
    {
        var body = settings.MaxPayloadInMB == 0 ? "0" : $"{settings.MaxPayloadInMB}m";
        var workers = Math.Min(Environment.ProcessorCount, 8);
        template = Workers().Replace(template, workers.ToString(CultureInfo.InvariantCulture));
        template = Port().Replace(template, settings.Port.ToString(CultureInfo.InvariantCulture));
        template = BodySize().Replace(template, body);
        template = ReadTimeout().Replace(template, $"{settings.Timeout.TotalSeconds:F0}s");
        return settings.LogLevel switch
        {
            LogLevel.Debug => AccessLog().Replace(template, "/dev/stdout json if=$$is_asked"),
            LogLevel.Information => template,
            _ => AccessLog().Replace(template, "off"),
        };
    }

    [GeneratedRegex(@"(?<=^\s*worker_processes\s+)auto(?=;)", RegexOptions.Multiline)]
    private static partial Regex Workers();

    [GeneratedRegex(@"(?<=^\s*listen\s+)8080\b", RegexOptions.Multiline)]
    private static partial Regex Port();

    [GeneratedRegex(@"(?<=^\s*client_max_body_size\s+)1g(?=;)", RegexOptions.Multiline)]
    private static partial Regex BodySize();

    [GeneratedRegex(@"(?<=^\s*access_log\s+)/dev/stdout[^;]*(?=;)", RegexOptions.Multiline)]
    private static partial Regex AccessLog();

    [GeneratedRegex(@"(?<=^\s*proxy_read_timeout\s+)3600s(?=;)", RegexOptions.Multiline)]
    private static partial Regex ReadTimeout();
}
