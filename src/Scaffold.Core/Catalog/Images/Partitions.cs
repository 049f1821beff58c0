namespace Scaffold.Core.Catalog.Images;

/// <summary>AWS's partitions: which region is in which, and the domain of its hosts.</summary>
internal static class Partitions
{
    public static IReadOnlyList<string> Regions =>
        [.. CatalogFile.Section("partitions").EnumerateArray().SelectMany(partition => partition.Words("regions")).Order(StringComparer.Ordinal)];

    /// <summary>Null for what is no region: the SDK goes on by pattern, but no registry names a region that is not listed.</summary>
    public static string? HostOf(string region)
    {
        var partition = CatalogFile.Section("partitions").EnumerateArray()
            .Where(partition => partition.Words("regions").Contains(region)).Select(partition => partition.Text("domain")).FirstOrDefault();
        return partition is null ? null : $"ecr.{region}.{partition}";
    }
}
