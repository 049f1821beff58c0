using System.Diagnostics;

namespace Scaffold.Engine;

/// <summary>A command on this host, its lines handed over as they come; cancelling kills it and everything it started.</summary>
internal static class ChildProcess
{
    /// <param name="line">Called with (from stderr, text), from two threads.</param>
    /// <returns>The exit code; null when there is no such program.</returns>
    public static Task<int?> RunAsync(ProcessStartInfo start, Action<bool, string> line, CancellationToken ct) => RunAsync(start, "", line, ct);

    /// <param name="input">What it reads; short, for it is written before anything is read.</param>
    /// <param name="line">Called with (from stderr, text), from two threads.</param>
    /// <returns>The exit code; null when there is no such program.</returns>
    public static async Task<int?> RunAsync(ProcessStartInfo start, string input, Action<bool, string> line, CancellationToken ct)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        start.UseShellExecute = false;
        ct.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it ended without reading
        }
        try
        {
            var output = PumpAsync(process.StandardOutput.BaseStream, text => line(false, text), ct);
            var error = PumpAsync(process.StandardError.BaseStream, text => line(true, text), ct);
            await process.WaitForExitAsync(ct);
            await Task.WhenAll(output, error);
            ct.ThrowIfCancellationRequested(); // Ctrl-C reaches the child, too, and it may be the first to end
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Reads lines until the stream ends.</summary>
    public static async Task PumpAsync(Stream stream, Action<string> line, CancellationToken ct)
    {
        LineSplitter lines = new(line);
        var buffer = new byte[16_384];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
            lines.Write(buffer.AsSpan(0, read));
        lines.Flush();
    }
}
