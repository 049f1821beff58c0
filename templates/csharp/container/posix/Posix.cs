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

    private const int NoHang = 1;

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    public static partial int GetProcessGroup();

    [LibraryImport("libc", EntryPoint = "sysconf")]
    public static partial nint SystemConfiguration(int name);

    /// <summary>Waits for any child, orphans that became ours included: as process 1 we must reap those too (TRN-05, INF-07).</summary>
    /// <returns>The child's id and its exit code, -n when signal n killed it; null when no child is left (or ready).</returns>
    public static (int Pid, int ExitCode)? WaitForAnyChild(bool block)
    {
        int pid, status;
        do
            pid = WaitPid(-1, out status, block ? 0 : NoHang);
        while (pid == -1 && Marshal.GetLastPInvokeError() == Interrupted);

        if (pid <= 0)
            return null;
        var signal = status & 0x7f;
        return (pid, signal == 0 ? (status >> 8) & 0xff : -signal);
    }

    private const int Interrupted = 4;

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitPid(int pid, out int status, int options);
}
