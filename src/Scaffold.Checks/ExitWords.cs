using Scaffold.Engine;

namespace Scaffold.Checks;

/// <summary>Says an exit code in words.</summary>
internal static class ExitWords
{
    public static string Of(RunExit? exit) => exit switch
    {
        null => "still running when its time was up",
        { OutOfMemory: true } => $"exit code {exit.Code}: out of memory",
        { StartFault: { } fault } => $"exit code {exit.Code}: {fault}",
        _ => Meaning(exit.Code) is { } meaning ? $"exit code {exit.Code}: {meaning}" : $"exit code {exit.Code}",
    };

    private static string? Meaning(int code) => code switch
    {
        125 => "the engine could not start it",
        126 => "found but not executable",
        127 => "command not found",
        132 => "SIGILL, illegal instruction: often a library built for a newer processor",
        134 => "SIGABRT, aborted",
        135 => "SIGBUS: often too little shared memory",
        136 => "SIGFPE, arithmetic fault",
        137 => "SIGKILL: often out of memory",
        139 => "SIGSEGV, segmentation fault",
        143 => "SIGTERM",
        > 128 and < 193 => $"signal {code - 128}",
        _ => null,
    };
}
