namespace Scaffold.Tests.Engine;

/// <summary>What a command left on the engine, while other tests use it: the label of a run names its process.</summary>
internal static class RunLeftovers
{
    private const string Label = "sagemaker-container.run";

    /// <summary>The kind and the label of each container, volume, network and image of the process.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(int process)
    {
        List<string> left = [];
        foreach (var kind in (string[])["ps -a", "volume ls", "network ls", "images -a"])
        {
            // Of images the client lists no labels. One may be gone before it is looked at: another test's.
            var isImage = kind.StartsWith("images", StringComparison.Ordinal);
            var listed = (await Command.RunAsync("docker", [.. kind.Split(' '), "--filter", $"label={Label}", "--format", isImage ? "{{.ID}}" : $"{{{{.Label \"{Label}\"}}}}"])).Succeeded();
            var lines = listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (isImage && lines.Length > 0)
                lines = (await Command.RunAsync("docker", ["inspect", "--format", $"{{{{index .Config.Labels \"{Label}\"}}}}", .. lines])).Output.Split('\n');
            left.AddRange(lines.Where(line => line.Contains($"-{process}-", StringComparison.Ordinal)).Select(line => $"{kind}: {line}"));
        }
        return left;
    }
}
