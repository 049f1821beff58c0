using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Scaffold.Tests.Launchers;

/// <summary>One run of a launcher on a case, and how it compares with what the case expects.</summary>
internal sealed class LauncherRun(string program, LauncherCase @case, string @base)
{
    private readonly string _out = Path.Combine(@base, "probe.json");
    private readonly List<string> _wrong = [];

    /// <summary>Differences in words; empty when all is as expected.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync()
    {
        @case.WriteTo(@base);
        var (exit, error) = await RunAsync();

        var expected = @case.Expected;
        Compare("exit", expected["exit"] ?? 0, exit);
        Compare("ran", expected["ran"] ?? true, File.Exists(_out));
        foreach (var text in expected["stderr"]?.AsArray() ?? [])
            Contains("stderr", error, text!);
        if (expected["success"] is { } success)
            Compare("success", success, File.Exists(Path.Combine(@base, "output/success")));
        if (expected.ContainsKey("failure"))
            CompareFailure(expected["failure"]?.AsObject());
        if (File.Exists(_out))
            CompareProbe(JsonNode.Parse(File.ReadAllText(_out))!.AsObject());
        if (_wrong.Count > 0)
            _wrong.Add($"stderr was: {error}");
        return _wrong;
    }

    private async Task<(int Exit, string Error)> RunAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = @base };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["SAGEMAKER_BASE_DIR"] = @base;
        start.Environment["PROBE_OUT"] = _out;
        foreach (var (name, value) in @case.Environment())
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(ct);
        var output = process.StandardOutput.ReadToEndAsync(ct);
        if (@case.Signal is { } signal)
        {
            for (var i = 0; i < 1000 && !File.Exists(_out); i++)
                await Task.Delay(20, ct);
            (await Command.RunAsync("kill", ["-s", signal.Replace("SIG", "", StringComparison.Ordinal), process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])).Succeeded();
        }
        await process.WaitForExitAsync(ct);
        await output;
        return (process.ExitCode, await error);
    }

    private void CompareProbe(JsonObject seen)
    {
        var expected = @case.Expected;
        foreach (var name in new[] { "argv", "cwd", "signal" }.Where(expected.ContainsKey))
            Compare(name, expected[name], seen[name]);
        var environment = seen["env"]!.AsObject();
        foreach (var (name, value) in expected["env"]?.AsObject() ?? [])
            Compare(name, value, environment[name]);
        foreach (var name in expected["absent"]?.AsArray() ?? [])
        {
            if (environment.ContainsKey(name!.GetValue<string>()))
                _wrong.Add($"{name} is set, to {environment[name.GetValue<string>()]}");
        }
        if (expected["trainingEnv"] is JsonObject members)
        {
            var all = JsonNode.Parse(environment["SM_TRAINING_ENV"]!.GetValue<string>())!;
            foreach (var (name, value) in members)
                Compare($"SM_TRAINING_ENV.{name}", value, all[name]);
        }
    }

    private void CompareFailure(JsonObject? expected)
    {
        var path = Path.Combine(@base, "output/failure");
        var actual = File.Exists(path) ? File.ReadAllText(path) : null;
        if (expected is null || actual is null)
        {
            if (expected is not null || actual is not null)
                _wrong.Add($"failure file: expected {(expected is null ? "none" : "one")}, found {actual ?? "none"}");
            return;
        }

        foreach (var text in expected["firstLine"]?.AsArray() ?? [])
            Contains("first line of the failure file", actual.Split('\n')[0], text!);
        foreach (var text in expected["contains"]?.AsArray() ?? [])
            Contains("failure file", actual, text!);
        if (expected["exactly"] is { } whole)
            Compare("failure file", whole, actual);
        if (expected["longest"] is { } longest && actual.EnumerateRunes().Count() > longest.GetValue<int>())
            _wrong.Add($"failure file: {actual.Length} characters, at most {longest} expected");
    }

    private void Contains(string what, string actual, JsonNode text)
    {
        if (!actual.Contains(Filled(text).GetValue<string>(), StringComparison.Ordinal))
            _wrong.Add($"{what}: '{actual}' does not contain '{text}'");
    }

    private void Compare(string what, JsonNode? expected, JsonNode? actual)
    {
        if (!JsonNode.DeepEquals(Filled(expected), actual))
            _wrong.Add($"{what}: expected {expected?.ToJsonString() ?? "null"}, found {actual?.ToJsonString() ?? "null"}");
    }

    private JsonNode Filled(JsonNode? node) =>
        node is null ? null! : JsonNode.Parse(node.ToJsonString().Replace("{base}", @base, StringComparison.Ordinal))!;
}
