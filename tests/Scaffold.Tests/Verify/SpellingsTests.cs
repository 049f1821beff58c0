using Scaffold.Checks.Training;

namespace Scaffold.Tests.Verify;

public sealed class SpellingsTests
{
    [Fact]
    public void Spells_numbers_flags_and_text_as_each_client_does()
    {
        Dictionary<string, string> declared = new() { ["epochs"] = "5", ["amp"] = "true", ["optimizer"] = "adam", ["layers"] = "[64, 32]" };

        var spelled = Spellings.Of(declared).ToDictionary(spelling => spelling.Name.Split(',', ' ')[0], spelling => spelling.Values.ToJsonString());

        Assert.Equal("""{"epochs":"5","amp":"true","optimizer":"\u0022adam\u0022","layers":"[64, 32]"}""", spelled["JSON"]);
        Assert.Equal("""{"epochs":"5","amp":"True","optimizer":"adam","layers":"[64, 32]"}""", spelled["Python's"]);
        Assert.Equal("""{"epochs":"\u00225\u0022","amp":"\u0022true\u0022","optimizer":"\u0022adam\u0022","layers":"\u0022[64, 32]\u0022"}""", spelled["everything"]);
        Assert.Equal("""{"epochs":5,"amp":true,"optimizer":"adam","layers":[64,32]}""", spelled["real"]);
    }

    [Fact]
    public void Gives_each_spelling_once()
    {
        var spelled = Spellings.Of(new Dictionary<string, string> { ["epochs"] = "5" }).ToList();

        Assert.Equal(2, spelled.Count); // in quotes, and as a number
    }

    [Fact]
    public void Has_nothing_to_spell_where_nothing_is_declared() => Assert.Empty(Spellings.Of(new Dictionary<string, string>()));
}
