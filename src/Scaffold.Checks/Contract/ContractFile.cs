using System.Text.Json;

namespace Scaffold.Checks.Contract;

/// <summary>A file of content/contract, carried by this assembly.</summary>
internal static class ContractFile
{
    public static JsonDocument Open(string name)
    {
        using var stream = typeof(ContractFile).Assembly.GetManifestResourceStream($"content/contract/{name}")
            ?? throw new InvalidOperationException($"This build carries no {name}.");
        return JsonDocument.Parse(stream);
    }
}
