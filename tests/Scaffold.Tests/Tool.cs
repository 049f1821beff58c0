namespace Scaffold.Tests;

/// <summary>The command under test: the native binary when SCAFFOLD_CLI names one (CI), else the one built with the tests.</summary>
internal static class Tool
{
    private static readonly string? Native = Environment.GetEnvironmentVariable("SCAFFOLD_CLI");

    public static bool IsNative => Native is not null;

    public static string Program => Native ?? "dotnet";

    public static IEnumerable<string> Arguments(params IEnumerable<string> arguments) =>
        Native is null ? [Path.Combine(AppContext.BaseDirectory, "sagemaker-container.dll"), .. arguments] : arguments;

    public static Task<CommandResult> RunAsync(string folder, params IEnumerable<string> arguments) =>
        Command.RunAsync(Program, Arguments(arguments), folder);
}
