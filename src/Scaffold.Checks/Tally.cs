using System.Text.Json.Nodes;

namespace Scaffold.Checks;

/// <summary>Gathers what the probes of one check saw; the worst of them decides.</summary>
internal sealed class Tally
{
    private readonly List<(Outcome Outcome, string Message, string Fix)> _faults = [];

    public JsonObject Measured { get; } = [];

    public List<string> Evidence { get; } = [];

    /// <summary>Lines of the repository that are at fault.</summary>
    public List<SourcePlace> Places { get; } = [];

    public List<JobTrace> Jobs { get; } = [];

    public string? RepeatCommand { get; set; }

    /// <summary>How many faults there are.</summary>
    public int Count => _faults.Count;

    public bool HasFailed => _faults.Any(fault => fault.Outcome is Outcome.Fail);

    /// <summary>No fault was added yet.</summary>
    public bool IsClean => _faults.Count == 0;

    /// <summary>For a fault that breaks the contract only in some uses.</summary>
    public void Add(Outcome outcome, string message, string fix, params IEnumerable<string> evidence)
    {
        _faults.Add((outcome, message, fix));
        Evidence.AddRange(evidence);
    }

    public void Fail(string message, string fix, params IEnumerable<string> evidence) => Add(Outcome.Fail, message, fix, evidence);

    public void Warn(string message, string fix, params IEnumerable<string> evidence) => Add(Outcome.Warn, message, fix, evidence);

    /// <param name="at">The line at fault; the message begins with it.</param>
    public void Add(Outcome outcome, SourcePlace at, string message, string fix)
    {
        Places.Add(at);
        Add(outcome, $"{at}: {message}", fix, []);
    }

    /// <inheritdoc cref="Add(Outcome, SourcePlace, string, string)"/>
    public void Fail(SourcePlace at, string message, string fix) => Add(Outcome.Fail, at, message, fix);

    /// <inheritdoc cref="Add(Outcome, SourcePlace, string, string)"/>
    public void Warn(SourcePlace at, string message, string fix) => Add(Outcome.Warn, at, message, fix);

    public Finding ToFinding(string passed)
    {
        if (_faults.Count == 0)
            return Finding.Pass(passed) with { Measured = Measured, Evidence = Evidence, Jobs = Jobs, RepeatCommand = RepeatCommand };

        var byWeight = _faults.OrderBy(fault => fault.Outcome is Outcome.Fail ? 0 : 1).ToList();
        return new Finding(
            byWeight[0].Outcome,
            string.Join("; ", byWeight.Select(fault => fault.Message.TrimEnd('.'))) + ".",
            string.Join(" ", byWeight.Select(fault => fault.Fix).Distinct()))
        {
            Measured = Measured,
            Evidence = Evidence,
            Places = [.. Places.Distinct()],
            Jobs = Jobs,
            RepeatCommand = RepeatCommand,
        };
    }
}
