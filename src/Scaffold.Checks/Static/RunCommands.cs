using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Static;

/// <summary>The commands of a RUN instruction, as words; values of ARG and ENV are put in where they are known.</summary>
internal static class RunCommands
{
    private static readonly HashSet<string> Prefixes = ["sudo", "env", "exec", "time", "then", "do", "else", "if", "while", "!", "{", "set"];

    public static IEnumerable<IReadOnlyList<string>> In(Step step, char escape)
    {
        Expansion expansion = new(escape, step.Variables);
        var instruction = step.Instruction;
        var script = instruction.Heredocs is [var heredoc, ..] && instruction.Arguments.StartsWith("<<", StringComparison.Ordinal)
            ? heredoc.Content
            : instruction.Arguments;
        List<string> command = [];
        foreach (var word in (instruction.Json ?? Words.Shell(script)).Append(";"))
        {
            if (word is ";" or "&" or "|" or "(" or ")")
            {
                yield return command;
                command = [];
            }
            else
            {
                command.Add(expansion.Expand(word));
            }
        }
    }

    /// <summary>The program and its arguments: assignments, <c>sudo</c> and the shell's own words before it do not count.</summary>
    public static IEnumerable<string> Program(IEnumerable<string> command) =>
        command.SkipWhile(word => Prefixes.Contains(word) || (word.Contains('=', StringComparison.Ordinal) && !word.StartsWith('-')));
}
