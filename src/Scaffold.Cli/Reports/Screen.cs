using Spectre.Console;

namespace Scaffold.Cli.Reports;

/// <summary>Makes Spectre consoles: colour only on a terminal and never with NO_COLOR, no wrapping at 80 columns in a log.</summary>
internal static class Screen
{
    private const int LogWidth = 160;

    public static IAnsiConsole On(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = output.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!output.IsTerminal)
            console.Profile.Width = LogWidth;
        return console;
    }
}
