namespace Scaffold.Tests.Engine;

/// <summary>What a command left on the engine, while other tests use it: the label of a run names its process, and so does the tag of an image.</summary>
internal static class RunLeftovers
{
    private const string Label = "{{.Label \"sagemaker-container.run\"}}";

    private static readonly (string[] Listing, string Owner)[] Kinds =
    [
        (["ps", "-a"], Label),
        (["volume", "ls"], Label),
        (["network", "ls"], Label),
        (["images", "sagemaker-container-run"], "{{.Tag}}"),
    ];

    /// <summary>The kind and the owner of each container, volume, network and image of the process.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(int process)
    {
        List<string> left = [];
        foreach (var (listing, owner) in Kinds)
        {
            var listed = (await Command.RunAsync("docker", [.. listing, "--format", owner])).Succeeded();
            left.AddRange(listed.Output.Split('\n').Where(line => line.Contains($"-{process}-", StringComparison.Ordinal)).Select(line => $"{listing[0]}: {line}"));
        }
        return left;
    }
}
