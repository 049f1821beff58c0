using System.Text.Json.Nodes;

namespace Scaffold.Checks;

/// <summary>Collects what a check has against its subject, so that one finding names all of it.</summary>
internal sealed class Faults
{
    private readonly List<(Outcome Outcome, string Message, string Fix)> _faults = [];

    public JsonObject Measured { get; } = [];

    public List<string> Evidence { get; } = [];

    public void Fail(string message, string fix) => _faults.Add((Outcome.Fail, message, fix));

    public void Warn(string message, string fix) => _faults.Add((Outcome.Warn, message, fix));

    /// <summary>A fault that breaks the contract only in some uses.</summary>
    public void Add(Outcome outcome, string message, string fix) => _faults.Add((outcome, message, fix));

    /// <summary>The finding: the worst first, or a pass with these words.</summary>
    public Finding Judge(string pass)
    {
        if (_faults.Count == 0)
            return Finding.Pass(pass) with { Measured = Measured, Evidence = Evidence };
        var sorted = _faults.OrderBy(fault => fault.Outcome == Outcome.Fail ? 0 : 1).ToList();
        return new(sorted[0].Outcome, Join(sorted.Select(fault => fault.Message)), Join(sorted.Select(fault => fault.Fix)))
        {
            Measured = Measured,
            Evidence = Evidence,
        };
    }

    private static string Join(IEnumerable<string> sentences) => string.Join(" ", sentences.Distinct());
}
