using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Scaffold.Engine.Processes;

/// <summary>A run as processes of this host: its base directory, its environment, its command.</summary>
internal sealed class ProcessSpec
{
    private const string Root = "/opt/ml/";
    private static readonly string[] Inherited = ["DOTNET_ROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZ"];

    private readonly Programs _programs;
    private readonly RunRequest _request;
    private readonly string _home;

    public ProcessSpec(Programs programs, RunRequest request, string home)
    {
        (_programs, _request, _home) = (programs, request, home);
        Base = Path.Combine(home, "ml");
        Port = request.Port is null ? null : FreePort();
        Environment = Variables();
    }

    /// <summary>What SAGEMAKER_BASE_DIR says: stands for /opt/ml.</summary>
    public string Base { get; }

    /// <summary>The port it is told to bind to.</summary>
    public int? Port { get; }

    public IReadOnlyDictionary<string, string> Environment { get; }

    public IReadOnlyList<string> Command => [.. _request.Entrypoint ?? [], .. _request.Command];

    public string RepeatCommand
    {
        get
        {
            var variables = _request.Environment.Append(new("SAGEMAKER_BASE_DIR", "/tmp/job")).Concat(_programs.Variables.Where(own => !_request.Environment.ContainsKey(own.Key)));
            return $"{_programs.Recipe} && env {string.Join(' ', variables.Select(pair => Docker.RepeatCommand.Quote($"{pair.Key}={pair.Value}")))} PATH=\"/tmp/job/program:$PATH\" {string.Join(' ', Command.Select(Docker.RepeatCommand.Quote))}";
        }
    }

    /// <summary>Makes the base directory: code and mounts are links in it.</summary>
    public void LayOut()
    {
        Directory.CreateDirectory(Path.Combine(_home, "tmp"));
        Directory.CreateDirectory(Base);
        Directory.CreateSymbolicLink(Path.Combine(Base, "code"), _programs.Code);
        foreach (var mount in _request.Mounts.OrderBy(mount => mount.Path.Length))
        {
            var path = mount.Path.StartsWith(Root, StringComparison.Ordinal) ? Path.Combine(Base, mount.Path[Root.Length..]) : throw new ArgumentException($"{mount.Path} is not below {Root}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Directory.CreateSymbolicLink(path, ((DirectoryFolder)mount.Folder).Path);
        }
    }

    /// <summary>The file that the first word names; null when there is none.</summary>
    public string? Find(string word) => word.Contains('/', StringComparison.Ordinal)
        ? File.Exists(word) ? word : null
        : Environment["PATH"].Split(Path.PathSeparator).Select(folder => Path.Combine(folder, word)).FirstOrDefault(File.Exists);

    /// <summary>In a session of its own, so that everything it starts can be found.</summary>
    public ProcessStartInfo Start(string program)
    {
        var words = Command.Skip(1);
        ProcessStartInfo start = OperatingSystem.IsMacOS() // which has no setsid command
            ? new("perl", ["-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or die $!", program, .. words])
            : new("setsid", [program, .. words]);
        start.WorkingDirectory = _programs.Program;
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        start.Environment.Clear();
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }

    private Dictionary<string, string> Variables()
    {
        Dictionary<string, string> variables = new() { ["LANG"] = "C.UTF-8", ["HOME"] = _home, ["TMPDIR"] = Path.Combine(_home, "tmp") };
        foreach (var name in Inherited)
        {
            if (System.Environment.GetEnvironmentVariable(name) is { } value)
                variables[name] = value;
        }
        foreach (var (name, value) in _programs.Variables.Concat(_request.Environment))
            variables[name] = value;
        variables["PATH"] = string.Join(Path.PathSeparator, [_programs.Program, .. _programs.Path, System.Environment.GetEnvironmentVariable("PATH")]);
        variables["SAGEMAKER_BASE_DIR"] = Base;
        if (Port is { } port)
            variables["SAGEMAKER_BIND_TO_PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return variables;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
