namespace Scaffold.Checks.Adoption.Clues;

/// <summary>A workflow and a pinned tool: adopting adds neither, its owner asks for them with <c>--set</c> when the repository is one of ours.</summary>
internal static class AutomationClue
{
    public static IEnumerable<Proposal> In() =>
        [new("ci", "none", "adopting adds no workflow; regenerate --set ci=github does"), new("tool", "none", "adopting pins no tool; regenerate --set tool=pinned does")];
}
