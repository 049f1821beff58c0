using Scaffold.Checks.Adoption.Clues;
using Scaffold.Core.Catalog;
using Scaffold.Core.Parameters;

namespace Scaffold.Checks.Adoption;

/// <summary>The parameters that a repository made by hand comes nearest to.</summary>
/// <param name="Proposals">One for each parameter that has a value, in template.json's order.</param>
internal sealed record Recognition(Answers Answers, IReadOnlyList<Proposal> Proposals)
{
    /// <param name="name">Of the project.</param>
    /// <param name="set">What the owner says, which goes before what is seen.</param>
    public static Recognition Of(string name, AdoptedFiles files, IReadOnlyDictionary<string, string> set)
    {
        Draft draft = new(name, set);
        Evidence evidence = new(files, NamedPackage.In(files), "");
        draft.Consider(LanguageClue.In(evidence));
        evidence = evidence with { Language = draft["language"] };
        draft.Consider(FrameworkClue.In(evidence));
        draft.Consider(DeviceClue.In(evidence));
        draft.Consider(RoleClue.In(evidence));
        draft.Consider(BaseClue.In(evidence, FrameworkCatalog.Current.Find(draft["language"], draft["framework"], draft["device"])));
        draft.Consider(ServerClue.In(evidence));
        draft.Consider(ToolkitClue.In(evidence));
        draft.Consider(AutomationClue.In());
        return draft.Done();
    }
}
