using System.Runtime.InteropServices;

namespace Scaffold.Engine;

/// <summary>Signals by name, sent through kill(2): .NET itself offers SIGKILL only.</summary>
internal static partial class Signals
{
    /// <summary>Sends a signal to a process, or to the group <c>-pid</c>; false when there is none or it is not ours to signal.</summary>
    public static bool Send(int pid, string signal) => Kill(pid, Number(signal)) == 0;

    // Linux and macOS agree on these numbers except for USR1, USR2, CHLD, CONT, STOP and TSTP.
    private static int Number(string signal) => (signal, OperatingSystem.IsMacOS()) switch
    {
        ("SIGHUP", _) => 1,
        ("SIGINT", _) => 2,
        ("SIGQUIT", _) => 3,
        ("SIGABRT", _) => 6,
        ("SIGKILL", _) => 9,
        ("SIGSEGV", _) => 11,
        ("SIGTERM", _) => 15,
        ("SIGUSR1", var mac) => mac ? 30 : 10,
        ("SIGUSR2", var mac) => mac ? 31 : 12,
        ("SIGCONT", var mac) => mac ? 19 : 18,
        ("SIGSTOP", var mac) => mac ? 17 : 19,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "Not a signal this tool sends."),
    };

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
