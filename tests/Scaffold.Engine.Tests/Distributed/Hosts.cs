namespace Scaffold.Tests.Distributed;

/// <summary>Jobs on several hosts, one after the other: each is several containers already.</summary>
[CollectionDefinition(Name)]
public sealed class Hosts
{
    public const string Name = "hosts";
}
