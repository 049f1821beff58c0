using System.Text;
using System.Text.Json;
using Scaffold.Core.Parameters;
using Scaffold.Core.Planning;
using Scaffold.Core.Regeneration;

namespace Scaffold.Core.Adoption;

/// <summary>What of the template an adopted repository does not take: its owner has a file of their own there, or has done without.</summary>
internal static class KeepProposal
{
    /// <summary>Entries of container.json's keep: a folder as a whole where nothing in it is as the template has it.</summary>
    public static KeepList Of(string folder, IReadOnlyList<PlannedFile> rendered) =>
    new([
        .. rendered.Where(file => !PristineRecord.IsOurs(file.Path) && file.Path is not ContainerJson.FileName)
            .GroupBy(file => file.Path.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? file.Path[..slash] + "/*" : file.Path)
            .SelectMany(group => group.Any(file => IsTaken(file, folder)) ? group.Where(file => !IsTaken(file, folder)).Select(file => file.Path) : [group.Key])
            .Order(StringComparer.Ordinal),
    ]);

    /// <summary>container.json with the list, between lines that the template does not change.</summary>
    public static byte[] Into(ReadOnlyMemory<byte> container, KeepList keep)
    {
        var text = Encoding.UTF8.GetString(container.Span);
        if (keep.IsEmpty)
            return Encoding.UTF8.GetBytes(text);
        var at = text.IndexOf("  \"parameters\":", StringComparison.Ordinal);
        var list = string.Join(",\n", keep.Entries.Select(entry => $"    \"{JsonEncodedText.Encode(entry)}\""));
        return Encoding.UTF8.GetBytes(text.Insert(at, $"  \"keep\": [\n{list}\n  ],\n"));
    }

    private static bool IsTaken(PlannedFile file, string folder) =>
        OwnerFile.Find(folder, file.Path) is { IsReplaced: false } owner && FileMerge.IsSame(owner.Content, file.Content);
}
