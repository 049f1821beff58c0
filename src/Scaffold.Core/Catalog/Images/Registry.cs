using System.Text.Json;

namespace Scaffold.Core.Catalog.Images;

/// <summary>The accounts that hold a repository, by region.</summary>
internal static class Registry
{
    public static string? AccountOf(string registry, string region) =>
        Accounts(registry).Where(account => account.Value.GetString()!.Split(' ').Contains(region)).Select(account => account.Name).FirstOrDefault();

    public static IReadOnlyDictionary<string, string> ByRegion(string registry) => new SortedDictionary<string, string>(
        Accounts(registry).SelectMany(account => account.Value.GetString()!.Split(' '), (account, region) => (region, account.Name)).ToDictionary(),
        StringComparer.Ordinal);

    private static JsonElement.ObjectEnumerator Accounts(string registry) =>
        CatalogFile.Section("registries").GetProperty(registry).EnumerateObject();
}
