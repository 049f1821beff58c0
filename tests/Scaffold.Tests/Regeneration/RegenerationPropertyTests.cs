using System.Text;
using CsCheck;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;
using Scaffold.Core.Regeneration;

namespace Scaffold.Tests.Regeneration;

/// <summary>From any parameters to any others, with edits at random.</summary>
public sealed class RegenerationPropertyTests
{
    private const string Mark = "# what its owner wrote, and no template has";
    private static readonly ILookup<string, IReadOnlyDictionary<string, string>> Valid =
        Combinations.Valid().Where(choices => choices["base"] is not "explicit").ToLookup(choices => choices["language"]);

    private static readonly Gen<(string Language, int From, int To, int[] Edited)> Change =
        Gen.Select(Gen.Bool, Gen.Int[0, 10_000], Gen.Int[0, 10_000], Gen.Int[0, 10_000].Array[0, 4]).Select((csharp, from, to, edited) => (csharp ? "csharp" : "python", from, to, edited));

    [Fact]
    public void Without_edits_it_is_what_new_writes() => Change.Sample(
        change =>
        {
            var (before, after) = (Plan(change.Language, change.From), Plan(change.Language, change.To));
            var result = Apply(Tree(before), Merge(before, Tree(before), after));
            return Same(result, Tree(after));
        },
        iter: 300);

    [Fact]
    public void With_edits_every_one_of_them_is_there_afterwards() => Change.Sample(
        change =>
        {
            var (before, after) = (Plan(change.Language, change.From), Plan(change.Language, change.To));
            var owner = Tree(before);
            var texts = before.Where(file => !file.Content.Span.Contains((byte)0) && !PristineRecord.IsOurs(file.Path) && file.Path is not ContainerJson.FileName).Select(file => file.Path).ToList();
            var edited = change.Edited.Select(n => texts[n % texts.Count]).Distinct().ToList();
            foreach (var path in edited)
                owner[path] = owner[path] with { Content = Encoding.UTF8.GetBytes(Insert(Encoding.UTF8.GetString(owner[path].Content.Span), change.From)) };
            var changes = Merge(before, owner, after);
            var result = Apply(owner, changes);
            var marked = result.Values.Count(file => Encoding.UTF8.GetString(file.Content.Span).Contains(Mark, StringComparison.Ordinal));
            var untouched = Tree(after).Where(file => !changes.Any(one => edited.Contains(one.From ?? one.Path) && (one.From ?? one.Path) == file.Key || one.Path == file.Key && edited.Contains(one.From ?? "")));
            return marked == edited.Count && untouched.All(file => result.TryGetValue(file.Key, out var there) && there.Content.Span.SequenceEqual(file.Value.Content.Span));
        },
        iter: 300);

    private static IReadOnlyList<PlannedFile> Plan(string language, int number)
    {
        var all = Valid[language].ToList();
        return [.. RepositoryPlan.For(Answers.Create("my-model", all[number % all.Count])).Where(file => !PristineRecord.IsOurs(file.Path))];
    }

    private static string Insert(string text, int where)
    {
        var lines = text.Split('\n').ToList();
        lines.Insert(where % lines.Count, Mark);
        return string.Join('\n', lines);
    }

    private static Dictionary<string, OwnerFile> Tree(IReadOnlyList<PlannedFile> files) => files.ToDictionary(file => file.Path, file => new OwnerFile(file.Content, file.Executable));

    private static IReadOnlyList<FileChange> Merge(IReadOnlyList<PlannedFile> before, Dictionary<string, OwnerFile> owner, IReadOnlyList<PlannedFile> after) =>
        new TreeMerge(before.ToDictionary(file => file.Path, file => file.Content), owner.GetValueOrDefault, new("yours", "template 9")).Plan(after);

    private static Dictionary<string, OwnerFile> Apply(Dictionary<string, OwnerFile> owner, IReadOnlyList<FileChange> changes)
    {
        Dictionary<string, OwnerFile> tree = new(owner);
        foreach (var path in changes.Select(change => change.Delete).OfType<string>())
            tree.Remove(path);
        foreach (var file in changes.Select(change => change.Write).OfType<PlannedFile>())
            tree[file.Path] = new(file.Content, file.Executable);
        return tree;
    }

    private static bool Same(Dictionary<string, OwnerFile> one, Dictionary<string, OwnerFile> other) =>
        one.Count == other.Count && one.All(file => other.TryGetValue(file.Key, out var there) && there.Executable == file.Value.Executable && there.Content.Span.SequenceEqual(file.Value.Content.Span));
}
