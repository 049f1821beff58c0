namespace Scaffold.Tests.Checks;

/// <summary>A page of docs that is written from the code: held to it by a test, written anew with SCAFFOLD_ACCEPT=1.</summary>
internal static class GeneratedDocument
{
    public static bool Accepts => Environment.GetEnvironmentVariable("SCAFFOLD_ACCEPT") == "1";

    public static string PathOf(params string[] names) => Path.Combine([RepositoryRoot.Path, "docs", .. names]);

    public static async Task HoldAsync(string path, string expected, CancellationToken ct)
    {
        if (Accepts)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, expected, ct);
            return;
        }
        Assert.True(File.Exists(path), $"{path} is missing; SCAFFOLD_ACCEPT=1 writes it.");
        Assert.Equal(expected, (await File.ReadAllTextAsync(path, ct)).ReplaceLineEndings("\n"));
    }

    /// <summary>Keeps what a person wrote above the first <paramref name="start"/>.</summary>
    public static async Task HoldFromAsync(string path, string start, string expected, CancellationToken ct)
    {
        var text = (await File.ReadAllTextAsync(path, ct)).ReplaceLineEndings("\n");
        await HoldAsync(path, text[..text.IndexOf(start, StringComparison.Ordinal)] + expected, ct);
    }
}
