using Microsoft.Win32.SafeHandles;

namespace Launcher;

/// <summary>
/// Our stderr, without <see cref="Console"/>: that would have .NET watch SIGCHLD, and as process 1 it then reaps every
/// child at once, the training program with its exit code included.
/// </summary>
internal static class StandardError
{
    private static readonly FileStream Stream = new(new SafeFileHandle(2, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    private static readonly Lock Gate = new();

    public static void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            lock (Gate)
                Stream.Write(bytes);
        }
        catch (IOException)
        {
            // Nobody reads it any more; the training is worth more than its log.
        }
    }
}
