using Scaffold.Core.Parameters;
using Scaffold.Core.Problems;

namespace Scaffold.Checks.Adoption;

/// <summary>Parameters as they are found, one after the other: what does not go with those before it is not taken.</summary>
internal sealed class Draft
{
    private readonly string _name;
    private readonly Dictionary<string, string> _given;
    private readonly Dictionary<string, Proposal> _taken = [];
    private readonly Dictionary<string, string> _refused = [];
    private Answers _answers;

    /// <exception cref="UserErrorException">What the owner set is not good.</exception>
    public Draft(string name, IReadOnlyDictionary<string, string> set)
    {
        _name = name;
        _given = set.ToDictionary(pair => ContainerJson.Known(pair.Key, "--set"), pair => pair.Value);
        _answers = Answers.Create(name, _given);
        foreach (var (parameter, value) in _given)
            _taken[parameter] = new(parameter, value, "--set says so") { Source = ProposalSource.Set };
    }

    public string this[string parameter] => _answers[parameter];

    /// <summary>Takes the first good proposal for each parameter that has none yet.</summary>
    public void Consider(IEnumerable<Proposal> proposals)
    {
        foreach (var proposal in proposals.Where(proposal => !_taken.ContainsKey(proposal.Parameter)))
        {
            try
            {
                Dictionary<string, string> given = new(_given) { [proposal.Parameter] = proposal.Value };
                _answers = Answers.Create(_name, given);
                _given[proposal.Parameter] = proposal.Value;
                // What was seen and refused says more than that nothing else was seen.
                _taken[proposal.Parameter] = proposal.Where is null && _refused.TryGetValue(proposal.Parameter, out var why) ? proposal with { Why = why } : proposal;
            }
            catch (UserErrorException e)
            {
                _refused.TryAdd(proposal.Parameter, $"{proposal.Reason}, but {e.Problem.What.TrimEnd('.')}");
            }
        }
    }

    public Recognition Done() => new(_answers,
    [
        .. from pair in _answers.Values
           where pair.Value.Length > 0 && (pair.Key is not "region" || _answers["base"] is "sagemaker")
           select _taken.GetValueOrDefault(pair.Key) ?? Untold(pair.Key, pair.Value),
    ]);

    private Proposal Untold(string parameter, string value) =>
        parameter is "base" && _taken.TryGetValue("base-image", out var image) ? image with { Parameter = parameter, Value = value }
        : new(parameter, value, _refused.GetValueOrDefault(parameter, "nothing tells it: the default")) { Source = ProposalSource.Default };
}
