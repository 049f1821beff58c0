using Scaffold.Checks.Training;
using Scaffold.Tests.Launchers;

namespace Scaffold.Tests.Checks;

public class ToolkitTableTests
{
    private static readonly ToolkitTable Table = ToolkitTable.Instance;
    private static readonly Dictionary<string, string> Whole = new(Table.Variables) { ["SM_USER_ENTRY_POINT"] = "a.py", ["SM_MODULE_NAME"] = "a" };

    [Fact]
    public void Holds_every_row_that_our_launchers_are_held_to()
    {
        var rows = LauncherCase.All().Where(row => row.Id.StartsWith("row-", StringComparison.Ordinal) && row.Mended is null && row.Id is not ("row-27" or "row-30")).ToList();

        Assert.Equal(28, rows.Count); // 1 to 29 without the switch to MPI
        Assert.All(rows, row => Assert.All(row.Expected["env"]?.AsObject() ?? [], variable =>
        {
            if (variable.Key.StartsWith("SM_HP_", StringComparison.Ordinal))
                Assert.Equal(variable.Value!.GetValue<string>(), Table.Variables[variable.Key]);
        }));
        Assert.All(rows, row => Assert.All(row.Expected["argv"]!.AsArray().Select(word => word!.GetValue<string>()).Chunk(2),
            pair => Assert.Contains((pair[0], pair[1]), Table.Arguments.Chunk(2).Select(words => (words[0], words[1])))));
    }

    [Fact]
    public void Says_nothing_of_what_is_as_it_should_be() => Assert.Empty(Table.Differences("a.py", Table.Arguments, Whole, viaShell: false));

    [Fact]
    public void Names_the_first_wrong_argument_and_every_wrong_variable()
    {
        Dictionary<string, string> variables = new(Whole) { ["SM_HP_LR"] = "1e-3", ["SM_HP_DEFAULT_USER_MODULE_NAME"] = "dm" };
        variables.Remove("SM_HP_EPOCHS");

        var differences = Table.Differences("a.py", [.. Table.Arguments.Take(4), "more"], variables, viaShell: false);

        Assert.Equal(
            ["""argument 5: "more" instead of "--Upper" """.Trim(), """SM_HP_EPOCHS: nothing instead of "10" """.Trim(), """SM_HP_LR: "1e-3" instead of "0.001" """.Trim(), """SM_HP_DEFAULT_USER_MODULE_NAME: "dm", and the hyperparameter is reserved"""],
            differences);
    }

    [Fact]
    public void Forgives_a_shell_the_names_it_cannot_pass_on()
    {
        var passed = Whole.Where(pair => !pair.Key.Contains('-', StringComparison.Ordinal) && !pair.Key.Contains('.', StringComparison.Ordinal)).ToDictionary();

        Assert.Empty(Table.Differences("a.py", Table.Arguments, passed, viaShell: true));
        Assert.Equal(3, Table.Differences("a.py", Table.Arguments, passed, viaShell: false).Count());
    }
}
