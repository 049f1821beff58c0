using System.Diagnostics;

namespace Scaffold.Tests;

/// <summary>Runs a program to its end, with what it printed.</summary>
internal static class Command
{
    public static async Task<CommandResult> RunAsync(
        string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var ct = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return new(process.ExitCode, await output, await error);
    }
}

/// <summary>How a program ended.</summary>
public sealed record CommandResult(int Exit, string Output, string Error)
{
    public CommandResult Succeeded() => Ended(0);

    /// <summary>Passes when it ended with this code; otherwise tells what it printed.</summary>
    public CommandResult Ended(int exit)
    {
        Assert.True(Exit == exit, $"exit {Exit}, not {exit}\n{Output}\n{Error}");
        return this;
    }
}
