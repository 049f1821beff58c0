using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

[assembly: UnsupportedOSPlatform("windows")]

namespace Container;

/// <summary>The few calls of libc that .NET has no name for.</summary>
internal static partial class Posix
{
    public const int SigInt = 2;
    public const int SigQuit = 3;
    public const int SigKill = 9;
    public const int SigPipe = 13;
    public const int SigTerm = 15;

    private const int Interrupted = 4;

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    public static partial int GetProcessGroup();

    [LibraryImport("libc", EntryPoint = "sysconf")]
    public static partial nint SystemConfiguration(int name);

    /// <summary>Waits until a child has ended; -1 stands for any child.</summary>
    /// <returns>Its id and its exit code, -n when signal n killed it; null when there is no such child.</returns>
    public static (int Pid, int ExitCode)? WaitFor(int pid)
    {
        int ended, status;
        do
            ended = WaitPid(pid, out status, 0);
        while (ended == -1 && Marshal.GetLastPInvokeError() == Interrupted);

        if (ended <= 0)
            return null;
        var signal = status & 0x7f;
        return (ended, signal == 0 ? (status >> 8) & 0xff : -signal);
    }

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitPid(int pid, out int status, int options);
}

/// <summary>Looks a command up on PATH.</summary>
internal static class SearchPath
{
    public static string? Find(string command)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "/bin:/usr/bin").Split(':'))
        {
            var path = Path.Combine(folder, command);
            if (File.Exists(path) && (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0)
                return path;
        }

        return null;
    }
}

/// <summary>
/// Starts programs by posix_spawn. <see cref="System.Diagnostics.Process"/> cannot give a child its own process group,
/// cannot tell "exit code 137" from "killed by signal 9", and takes the exit codes that a reaper of orphans waits for.
/// </summary>
internal static unsafe partial class Spawn
{
    private const short SetProcessGroup = 2;
    private const short SetDefaultSignals = 4;
    private const short SetSignalMask = 8;

    // Larger than the structures of any libc; posix_spawn*_init fill what they use.
    private const int Room = 512;

    /// <summary>Starts <paramref name="file"/> with stdin, stdout and stderr of this process where no other is given.</summary>
    /// <param name="arguments">The argument list with the program's own name first.</param>
    /// <param name="environment">Name=value, or null for the environment of this process.</param>
    /// <param name="ownGroup">Whether the child leads a process group of its own.</param>
    /// <param name="folder">Its working folder, where that is not ours.</param>
    /// <returns>The id of the child.</returns>
    /// <exception cref="Win32Exception">It cannot be started; the native error code says why.</exception>
    public static int Start(
        string file,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string>? environment = null,
        bool ownGroup = false,
        string? folder = null,
        SafeHandle? output = null,
        SafeHandle? error = null)
    {
        byte* actions = stackalloc byte[Room];
        byte* attributes = stackalloc byte[Room];
        byte* signals = stackalloc byte[Room];
        InitActions(actions);
        InitAttributes(attributes);
        try
        {
            if (folder is not null)
                AddFolder(actions, folder);
            if (output is not null)
                AddDuplicate(actions, (int)output.DangerousGetHandle(), 1);
            if (error is not null)
                AddDuplicate(actions, (int)error.DangerousGetHandle(), 2);

            // .NET ignores SIGPIPE, and a child would inherit that.
            EmptySignals(signals);
            SetMask(attributes, signals);
            AddSignal(signals, Posix.SigPipe);
            SetDefaults(attributes, signals);
            SetGroup(attributes, 0);
            SetFlags(attributes, (short)(SetDefaultSignals | SetSignalMask | (ownGroup ? SetProcessGroup : 0)));

            var fault = PosixSpawn(out var pid, file, actions, attributes, [.. arguments, null], [.. environment ?? Own(), null]);
            return fault == 0 ? pid : throw new Win32Exception(fault);
        }
        finally
        {
            DestroyActions(actions);
            DestroyAttributes(attributes);
        }
    }

    private static List<string> Own()
    {
        List<string> variables = [];
        var all = Environment.GetEnvironmentVariables().GetEnumerator();
        while (all.MoveNext())
            variables.Add($"{all.Key}={all.Value}");
        return variables;
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PosixSpawn(out int pid, string path, byte* actions, byte* attributes, string?[] arguments, string?[] environment);

    // These report errors that cannot happen: there is room, and the numbers are right.
    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial void InitActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial void AddDuplicate(byte* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void AddFolder(byte* actions, string folder);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial void DestroyActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial void InitAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial void SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setpgroup")]
    private static partial void SetGroup(byte* attributes, int group);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial void SetDefaults(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial void SetMask(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial void DestroyAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static partial void EmptySignals(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    private static partial void AddSignal(byte* signals, int signal);
}
