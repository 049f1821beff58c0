using System.CommandLine;
using Scaffold.Cli;
using Scaffold.Cli.Commands;
using Scaffold.Core.Problems;

var terminal = new Terminal(
    Console.Out,
    Console.Error,
    !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "");

RootCommand root = new("Writes, verifies and renews container images that train and serve on Amazon SageMaker.")
{
    NewCommand.Create(terminal),
    VerifyCommand.Create(terminal),
    RegenerateCommand.Create(terminal),
    FleetCommand.Create(terminal),
    ImagesCommand.Create(terminal),
};

var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        terminal.Error.WriteLine($"command line: error SM000: {error.Message}");
    terminal.Error.WriteLine($"  fix: See `sagemaker-container {string.Join(' ', CommandPath.Of(parsed))}--help`.");
    return (int)ExitCode.Usage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration
    {
        Output = terminal.Out,
        Error = terminal.Error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = TimeSpan.FromSeconds(60), // verify needs it to remove what it started
    });
}
catch (UserErrorException e)
{
    terminal.Report(e.Problem);
    return (int)e.Problem.Exit;
}
catch (OperationCanceledException)
{
    terminal.Error.WriteLine("Interrupted; nothing was left behind.");
    return (int)ExitCode.Interrupted;
}
catch (Exception e)
{
    terminal.Error.WriteLine($"sagemaker-container: error SM999: {e.GetType().Name}: {e.Message}");
    terminal.Error.WriteLine("  fix: This is our bug. Please report it, with the command and what --verbose adds.");
    if (args.Contains("--verbose"))
        terminal.Error.WriteLine(e);
    return (int)ExitCode.Bug;
}
