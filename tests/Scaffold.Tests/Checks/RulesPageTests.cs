using Scaffold.Checks;
using Scaffold.Checks.Contract;

namespace Scaffold.Tests.Checks;

public class RulesPageTests
{
    private static readonly Dictionary<string, string> Titles = new()
    {
        ["TRN"] = "Starting and stopping a training container",
        ["FS"] = "The /opt/ml tree",
        ["ENV"] = "Environment variables",
        ["TK"] = "The training toolkit",
        ["V3"] = "ModelTrainer of the SageMaker SDK v3",
        ["DST"] = "Distributed training",
        ["INF"] = "Hosting",
        ["HDR"] = "Headers",
        ["STR"] = "Streamed answers",
        ["BID"] = "Bidirectional streaming",
        ["MOD"] = "Model files",
        ["PIP"] = "Inference pipelines",
        ["MME"] = "Multi-model endpoints",
        ["BAT"] = "Batch transform",
        ["ASY"] = "Asynchronous inference",
        ["SLS"] = "Serverless inference",
        ["PRC"] = "Processing jobs",
        ["GPU"] = "GPUs",
        ["IMG"] = "Images",
        ["LOG"] = "Logs and metrics",
    };

    /// <summary>SCAFFOLD_ACCEPT=1 writes the tables anew.</summary>
    [Fact]
    public Task The_documented_rules_are_those_of_the_contract() =>
        GeneratedDocument.HoldFromAsync(GeneratedDocument.PathOf("rules.md"), "## TRN", Tables(), TestContext.Current.CancellationToken);

    private static string Tables() => string.Join('\n', Rules.InOrder.GroupBy(rule => rule.Family).Select(family =>
        $"## {family.Key}: {Titles[family.Key]}\n\n| ID | Level | Rule | Source | Checked by |\n| --- | --- | --- | --- | --- |\n{string.Concat(family.Select(Row))}"));

    private static string Row(Rule rule) =>
        $"| {rule.Id} | {rule.Level} | {Cell(rule.Text)} | {(rule.Page is null ? Cell(rule.Source) : $"[{Cell(rule.Source)}]({rule.Page.OriginalString})")} | {CheckedBy(rule)} |\n";

    private static string CheckedBy(Rule rule) => string.Join(", ",
        AllChecks.InOrder.Select(check => check.Info).Where(check => check.Rules.Contains(rule.Id)).Select(check => $"[{check.Id}](checks/{check.Id}.md)"));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
