using System.Text.Json;

namespace Scaffold.Tests.Emitted;

/// <summary>The benches that pass a verdict. Their containers have fixed names and take the whole machine.</summary>
[Collection(Alone.Name)]
public sealed class BenchTests : IDisposable
{
    private static readonly string Root = RepositoryRoot.Path;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [EngineFact]
    public async Task Our_containers_stay_steady_for_a_minute() => (await RunAsync("soak", ("SOAK_SECONDS", "60"))).Succeeded();

    [EngineFact]
    public async Task No_ratio_falls_below_its_floor() => (await RunAsync("floors")).Succeeded();

    [EngineFact]
    public async Task A_predictor_that_keeps_what_it_was_sent_is_reported()
    {
        (await Tool.RunAsync(_folder.Path, "new", "my-model", "--language", "python")).Succeeded();
        var predictor = _folder["my-model/container/predictor.py"];
        const string Answer = "        return self._model.predict(rows)";
        var text = File.ReadAllText(predictor);
        Assert.Contains(Answer, text, StringComparison.Ordinal);
        File.WriteAllText(predictor, text.Replace(Answer, "        self.__dict__.setdefault(\"kept\", []).append(bytearray(8000))\n" + Answer, StringComparison.Ordinal));

        var ran = await RunAsync("soak", ("SOAK_SECONDS", "15"), ("SOAK_REPOSITORY", _folder["my-model"]));

        ran.Ended(1);
        Assert.Contains("soak: own: memory grew to", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("lost", ran.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "artifacts/bench/soak.json")));
        Assert.Equal(1, json.RootElement.GetProperty("subjects").GetArrayLength());
    }

    private static async Task<CommandResult> RunAsync(string part, params IEnumerable<(string Name, string Value)> variables)
    {
        var ran = await Command.RunAsync(Path.Combine(Root, "bench/bench.sh"), [part], Root, variables.ToDictionary(v => v.Name, v => (string?)v.Value));
        TestContext.Current.TestOutputHelper!.WriteLine(ran.Output + ran.Error);
        return ran;
    }
}
