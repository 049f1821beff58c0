using System.Collections.Concurrent;

namespace Scaffold.Tests.Emitted;

/// <summary>Repositories that several tests serve, each built once.</summary>
[CollectionDefinition(Name)]
public sealed class ServedRepositories : ICollectionFixture<ServedRepositories>, IAsyncLifetime
{
    public const string Name = "served";
    private readonly ConcurrentDictionary<string, Lazy<Task<ServedRepository>>> _repositories = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var repository in _repositories.Values)
            await (await repository.Value).DisposeAsync();
    }

    /// <param name="options">Of <c>new</c>.</param>
    internal Task<ServedRepository> OfAsync(string options) =>
        _repositories.GetOrAdd(options, key => new(() => ServedRepository.NewAsync(key))).Value;
}
