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
