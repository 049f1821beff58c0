using Scaffold.Checks.Adoption.Mends;
using Scaffold.Core.Adoption;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;
using Scaffold.Core.Problems;
using Scaffold.Core.Regeneration;

namespace Scaffold.Checks.Adoption;

/// <summary>Plans how a repository that was made by hand becomes one of ours; nothing is written to it.</summary>
public static class Adopter
{
    private const int Most = 100;

    // Entry scripts lose their CR LF before anything else is changed in them.
    private static readonly IMend[] All = [new EntryScriptsEndLinesWithLf(), new EntrypointTakesExecForm(), new EntryScriptsGetTheirMode(), new ShellScriptsEndInExec(), new ToolkitKnowsItsProgram(), new ProxyLetsBodiesThrough(), new PythonIsSetUnbuffered()];

    /// <param name="set">Parameters that the owner says.</param>
    /// <exception cref="UserErrorException">It cannot be adopted, or what is set is not good.</exception>
    public static async Task<AdoptionPlan> PlanAsync(string folder, IReadOnlyDictionary<string, string> set, CancellationToken ct)
    {
        var recovered = HandmadeRepository.Guard(folder);
        var before = AdoptedFiles.Read(folder);
        var (answers, proposals) = Recognition.Of(ProjectName.Near(Path.GetFileName(folder)), before, set);
        var found = await StaticGaps.FindAsync(folder, answers, ct);
        var (after, mends) = Mended(before, found);
        var left = mends.Count is 0 ? found : await StillFoundAsync(after, answers, ct);

        var gaps = found.Where(pair => pair.Value.Outcome is Outcome.Fail or Outcome.Warn)
            .Select(pair => new Gap(pair.Key, pair.Value) { Left = mends.Any(mend => mend.Check == pair.Key.Id) ? left[pair.Key] : pair.Value });
        var changes = mends.GroupBy(mend => mend.Path).Select(group => new FileChange(group.Key, FileClass.Mended)
        {
            Before = before[group.Key],
            Write = new PlannedFile(group.Key, after[group.Key].Content, after[group.Key].Executable),
            Why = string.Join("; ", group.Select(mend => $"{mend.What} ({mend.Check})")),
        });
        return new(proposals, [.. gaps], mends, RepositoryUpdate.Adopt(folder, answers, [.. changes], recovered));
    }

    private static (AdoptedFiles, IReadOnlyList<Mend>) Mended(AdoptedFiles files, IReadOnlyDictionary<CheckInfo, Finding> found)
    {
        List<Mend> mends = [];
        foreach (var mender in All)
        {
            if (found.FirstOrDefault(pair => pair.Key.Id == mender.Check).Value is not { Outcome: Outcome.Fail or Outcome.Warn } finding)
                continue;
            while (mends.Count < Most && mender.Next(files, finding) is { } mend && !IsSame(files[mend.Path], mend.File))
            {
                mends.Add(mend);
                files = files.With(mend.Path, mend.File);
            }
        }
        return (files, mends);
    }

    private static bool IsSame(OwnerFile one, OwnerFile other) => one.Executable == other.Executable && one.Content.Span.SequenceEqual(other.Content.Span);

    // The checks themselves say what the mends came to.
    private static async Task<IReadOnlyDictionary<CheckInfo, Finding>> StillFoundAsync(AdoptedFiles files, Answers answers, CancellationToken ct)
    {
        var copy = Directory.CreateTempSubdirectory("adopt-").FullName;
        try
        {
            files.WriteTo(copy);
            return await StaticGaps.FindAsync(copy, answers, ct);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }
}
