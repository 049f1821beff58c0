using Scaffold.Core.Problems;

namespace Scaffold.Cli;

/// <summary>The two streams of the command: the product on stdout, the talk on stderr.</summary>
/// <param name="Interactive">stderr is a terminal that wants colour and live progress.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool Interactive)
{
    public void Report(Problem problem)
    {
        Error.WriteLine($"{problem.Where}: error {problem.Code}: {problem.What}");
        Error.WriteLine($"  fix: {problem.Fix}");
    }
}
