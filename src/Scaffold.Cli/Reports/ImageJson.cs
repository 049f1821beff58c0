using System.Globalization;
using Scaffold.Core.Catalog.Images;

namespace Scaffold.Cli.Reports;

/// <summary>A resolved image for machines.</summary>
internal static class ImageJson
{
    public static string Of(ResolvedImage image)
    {
        return JsonText.Of(json =>
        {
            json.WriteString("uri", image.Uri);
            json.WriteString("account", image.Account);
            json.WriteString("region", image.Region);
            json.WriteString("host", $"{image.Account}.dkr.{image.Host}");
            json.WriteString("repository", image.Repository);
            json.WriteString("tag", image.Tag);
            json.WriteString("framework", image.Framework);
            json.WriteString("version", image.Version);
            json.WriteString("scope", image.Scope);
            json.WriteString("processor", image.Processor);
            json.WriteString("py", image.Python);
            json.WriteString("status", image.Status);
            json.WriteString("endOfPatching", image.EndOfPatching?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            if (image.Listed is { } listed)
                json.WriteBoolean("listed", listed);
            else
                json.WriteNull("listed");
            json.WriteStartArray("notes");
            foreach (var note in image.Notes)
                json.WriteStringValue(note);
            json.WriteEndArray();
        });
    }
}
