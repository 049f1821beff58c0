namespace Scaffold.Tests.Verify;

/// <summary>What a process of the tool left on the engine.</summary>
internal static class Leftovers
{
    private const string Label = "sagemaker-container.run";

    /// <summary>Containers, volumes, networks and images, named or not: the label of a run names its process.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(int process)
    {
        List<string> left = [];
        foreach (var kind in (string[])["ps -a", "volume ls", "network ls"])
            Add(kind, (await Command.RunAsync("docker", [.. kind.Split(' '), "--filter", $"label={Label}", "--format", $"{{{{.Label \"{Label}\"}}}}"])).Succeeded());

        var images = (await Command.RunAsync("docker", ["images", "-aq", "--filter", $"label={Label}"])).Succeeded().Output;
        if (images.Length > 0) // one of another run may be gone by now: that is told, and the others are shown
            Add("images", await Command.RunAsync("docker", ["inspect", "--type", "image", "--format", $"{{{{index .Config.Labels \"{Label}\"}}}}", .. images.Split('\n', StringSplitOptions.RemoveEmptyEntries)]));
        return left;

        void Add(string kind, CommandResult listed) =>
            left.AddRange(listed.Output.Split('\n').Where(line => line.Contains($"-{process}-", StringComparison.Ordinal)).Select(line => $"{kind}: {line}"));
    }
}
