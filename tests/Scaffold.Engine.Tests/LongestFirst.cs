using Scaffold.Tests.Distributed;
using Scaffold.Tests.Emitted;
using Scaffold.Tests.Verify;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Scaffold.Tests.LongestFirst))]

namespace Scaffold.Tests;

/// <summary>Starts the collections that take longest before the others, so that none is left alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [Hosts.Name, nameof(MutantTests), ServedRepositories.Name, nameof(SoundTests), nameof(LintTests), nameof(RegenerateTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Array.FindIndex(Longest, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is >= 0 and var at ? at : Longest.Length)];
}
