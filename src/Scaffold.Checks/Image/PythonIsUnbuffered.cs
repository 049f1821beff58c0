using System.Text.RegularExpressions;
using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Image;

/// <summary>A Python entry program writes its log line by line, so that the last lines before a crash are in it.</summary>
internal sealed partial class PythonIsUnbuffered : ICheck
{
    private const string Variable = "PYTHONUNBUFFERED";

    public CheckInfo Info { get; } = new("C-27", "Python writes its log unbuffered", Phase.Image, Profile.Default, ["LOG-02"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = $"""
            When ENTRYPOINT, or the first line of `train` or `serve`, names Python, {Variable} must be set in the image, or Python be started
            with -u. Otherwise Python holds back what it prints as soon as it does not print to a terminal: a crash takes the last lines with
            it, and metrics come late. Warns only.
            """,
    };

    /// <summary>The same of a repository that is not built: by the programs that it holds and the ENV of its Dockerfile.</summary>
    internal static async Task<Finding> JudgeRepositoryAsync(Subject subject, CancellationToken ct)
    {
        var stage = (await Dockerfile.OfAsync(subject, ct))?.FinalStage;
        var buffered = (await EntryPrograms.OfAsync(subject, ct)).Where(program => IsBuffered(program.File.Interpreter)).ToList();
        return buffered.Count is 0 || stage?.Environment.GetValueOrDefault(Variable) is { Length: > 0 }
            ? Finding.Pass("No entry program of the repository is a Python script whose log is held back.")
            : Finding.Warn(
                $"{string.Join(" and ", buffered.Select(program => program.Name))} {(buffered.Count is 1 ? "is" : "are")} started by Python, and the Dockerfile does not set {Variable}: the last lines before a crash are lost.",
                $"Write ENV {Variable}=1 into the Dockerfile.")
            with
            { Places = [.. buffered.SelectMany(program => program.At(1))] };
    }

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var config = await subject.ConfigAsync(ct);
        List<string> buffered = [], python = [];
        if (config.Entrypoint is [var first, ..] && (IsPython(first) || (ImagePath.Name(first) == "env" && config.Entrypoint.Any(IsPython))))
            Sort("ENTRYPOINT", config.Entrypoint);
        foreach (var program in await EntryPrograms.OfAsync(subject, ct))
        {
            if (program.Role != EntryRole.Read && program.File.Interpreter.Any(IsPython))
                Sort(program.Name, program.File.Interpreter);
        }

        var setting = config.Environment.GetValueOrDefault(Variable);
        var finding = python.Count == 0 ? Finding.Pass("Nothing that starts the image is a Python script.")
            : setting is { Length: > 0 } ? Finding.Pass($"{Variable}={setting} is set for {string.Join(", ", python)}.")
            : buffered.Count == 0 ? Finding.Pass($"Python is started with -u: {string.Join(", ", python)}.")
            : Finding.Warn(
                $"{string.Join(" and ", buffered)} {(buffered.Count == 1 ? "is" : "are")} started by Python, and {Variable} is not set: the last lines before a crash are lost.",
                $"Write ENV {Variable}=1 into the Dockerfile.");
        return finding with { Measured = new() { [Variable] = setting } };

        void Sort(string name, IReadOnlyList<string> words)
        {
            python.Add(name);
            if (IsBuffered(words))
                buffered.Add(name);
        }
    }

    private static bool IsBuffered(IReadOnlyList<string> words) =>
        words.Any(IsPython) && !words.SkipWhile(word => !IsPython(word)).Skip(1).TakeWhile(word => word.StartsWith('-')).Any(word => Unbuffered().IsMatch(word));

    private static bool IsPython(string word) => ImagePath.Name(word).StartsWith("python", StringComparison.Ordinal);

    /// <summary><c>-u</c>, also among other letters; not those that begin a value.</summary>
    [GeneratedRegex("^-[A-Za-z]*u(?<!^-[A-Za-z]*[cmQWX].*)")]
    private static partial Regex Unbuffered();
}
