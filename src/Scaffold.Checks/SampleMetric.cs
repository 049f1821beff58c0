using System.Text.RegularExpressions;

namespace Scaffold.Checks;

/// <summary>A metric definition of the training job: the platform takes group 1 of its expression out of the log (LOG-03).</summary>
public sealed record SampleMetric(string Name, Regex Pattern);
