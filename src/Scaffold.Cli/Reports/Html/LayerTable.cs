using Scaffold.Checks.Verification;
using Scaffold.Engine;

namespace Scaffold.Cli.Reports.Html;

/// <summary>The layers of each image by size, the largest first: where an image could lose weight.</summary>
internal static class LayerTable
{
    private const int Most = 15;

    public static void Write(HtmlWriter html, VerifyResult result)
    {
        foreach (var image in result.Images.Where(image => image.Layers.Any(layer => layer.Size > 0)))
        {
            var title = image.Stage is { } stage ? $"Layers of the image for {stage}" : "Layers of the image";
            var layers = image.Layers.Where(layer => layer.Size > 0).OrderByDescending(layer => layer.Size).ToList();
            html.Open("section").Element("h2", title).Open("table", ("class", "bars")).Open("thead").Open("tr");
            html.Element("th", "Size", ("scope", "col")).Element("th", "Share", ("scope", "col")).Element("th", "Step", ("scope", "col"));
            html.Close().Close().Open("tbody");
            foreach (var layer in layers.Take(Most))
                Row(html, layer, layers[0].Size, image.Size);
            html.Close().Close();
            if (layers.Count > Most)
                html.Element("p", $"{layers.Count - Most} smaller ones, together {Sizes.Of(layers.Skip(Most).Sum(layer => layer.Size))}, are left out.");
            html.Close();
        }
    }

    private static void Row(HtmlWriter html, ImageLayer layer, long largest, long all)
    {
        html.Open("tr").Element("td", Sizes.Of(layer.Size), ("class", "number"));
        html.Open("td");
        html.Open("svg", ("viewBox", "0 0 100 10"), ("class", "share"), ("role", "img"), ("aria-label", $"{Number.Text(Math.Round(100.0 * layer.Size / Math.Max(1, all), 1))} % of the image"), ("preserveAspectRatio", "none"));
        html.Open("rect", ("class", "layer"), ("x", "0"), ("y", "0"), ("width", Number.Text(Math.Max(0.5, 100.0 * layer.Size / largest))), ("height", "10")).Close();
        html.Close().Close();
        html.Open("td").Element("code", Short(layer.Command)).Close().Close();
    }

    private static string Short(string command) => command.Length > 400 ? command[..400] + "…" : command;
}
