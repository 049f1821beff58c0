using System.Text.RegularExpressions;
using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Static;

/// <summary>ENTRYPOINT, or CMD where there is none, is a JSON array: the program itself gets SIGTERM and the word <c>train</c> or <c>serve</c>.</summary>
internal sealed partial class EntrypointIsExecForm : ICheck
{
    public CheckInfo Info { get; } = new("C-01", "ENTRYPOINT is in exec form", Phase.Static, Profile.All, ["TRN-03", "INF-03", "PRC-02"])
    {
        Details = """
            Reads ENTRYPOINT of the last stage, or CMD where there is none. What the Dockerfile leaves to its base image is read there, when
            the engine has that image; of an image alone the configuration is read.

            - Fails: shell form; a shell with `-c` that does not pass its arguments on, or loses the first of them for want of a `$0`; a CMD
              that leaves a shell in front of the program.
            - Warns: an ENTRYPOINT that passes the words on but leaves a shell in front of the program, without `exec`.
            - What a base image sets that is not at hand before the build is judged by C-11.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        if (await LaunchFacts.OfAsync(subject, ct) is not { } facts)
            return Finding.Skip("There is no Dockerfile and no image to look at.");
        if ((facts.Entrypoint ?? facts.Command) is not { } start)
            return Finding.Pass($"Neither ENTRYPOINT nor CMD is set: SageMaker starts train or serve itself.{facts.Unseen}");

        var finding = facts.Entrypoint is not null ? JudgeEntrypoint(start) : JudgeCommand(start);
        return (finding ?? Finding.Pass($"{start.Where}: {start.Text} is in exec form.{facts.Unseen}")) with
        {
            Measured = new() { ["where"] = start.Where, ["text"] = start.Text, ["shellForm"] = start.ShellForm },
            Places = finding is not null && start.Place is { } place ? [place] : [],
        };
    }

    /// <summary>What is wrong with an ENTRYPOINT; null when nothing is.</summary>
    internal static Finding? JudgeEntrypoint(StartCommand start)
    {
        if (start.ShellForm)
        {
            return Finding.Fail(
                $"{start.Where}: {start.Text} is in shell form: /bin/sh -c gets SIGTERM in the program's place, and the word train or serve is dropped.",
                ExecForm("ENTRYPOINT", start));
        }
        if (start.ShellScript is not { } script)
            return null;
        var takesFirst = ZerothArgument().IsMatch(script);
        if (!AllArguments().IsMatch(script))
        {
            return Finding.Fail(
                $"{start.Where}: {start.Text} starts a shell that does not pass its arguments on: the word train or serve is dropped.",
                ExecForm("ENTRYPOINT", start));
        }
        if (start.WordsAfterScript == 0 && !takesFirst)
        {
            return Finding.Fail(
                $"{start.Where}: {start.Text} loses the word train or serve: the first word after the script is $0, which \"$@\" leaves out.",
                $"Name a $0 as one more element: ENTRYPOINT {JsonForm.Write([.. start.Words, "--"])}");
        }
        return Exec().IsMatch(script)
            ? null
            : Finding.Warn(
                $"{start.Where}: {start.Text} leaves a shell in front of the program, which does not pass SIGTERM on.",
                "Put exec before the last command of the script, or name the program itself in ENTRYPOINT.");
    }

    private static Finding? JudgeCommand(StartCommand start)
    {
        if (!start.ShellForm && (start.ShellScript is not { } script || Exec().IsMatch(script)))
            return null;
        return Finding.Fail(
            $"{start.Where}: {start.Text} starts a shell, which gets SIGTERM in the program's place.",
            ExecForm("CMD", start));
    }

    private static string ExecForm(string keyword, StartCommand start)
    {
        var text = start.ShellScript!;
        if (start.ShellForm && text.StartsWith('['))
            return $"Write it as JSON: double quotes, commas between the words, such as {keyword} [\"python3\", \"/opt/program/serve\"].";
        return Operators().IsMatch(text)
            ? $"Put the commands into a script that ends in exec \"$@\" and name it: {keyword} [\"/opt/program/start.sh\"]."
            : $"Write {keyword} {JsonForm.Write(start.Program)}.";
    }

    [GeneratedRegex(@"\$(\{[@*]|[@*])")]
    private static partial Regex AllArguments();

    [GeneratedRegex(@"\$(\{0|0)")]
    private static partial Regex ZerothArgument();

    [GeneratedRegex(@"(^|[;&|\s])exec\s")]
    private static partial Regex Exec();

    [GeneratedRegex(@"[;&|<>$`()]")]
    private static partial Regex Operators();
}
