namespace Scaffold.Checks.Verification;

/// <summary>The life of a container, as the timeline shows it.</summary>
/// <param name="What">The word it was started with: <c>train</c>, <c>serve</c>.</param>
/// <param name="From">Since the verification began.</param>
/// <param name="To">Since the verification began; when it was removed.</param>
public sealed record RunSpan(string What, TimeSpan From, TimeSpan To);
