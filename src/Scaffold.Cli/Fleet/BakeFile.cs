using System.Text;
using Scaffold.Core.Parameters;

namespace Scaffold.Cli.Fleet;

/// <summary>The docker-bake.hcl of a fleet.</summary>
internal static class BakeFile
{
    private const string Head = """
        # Every image of the fleet, so that one builder takes all of them, a remote or a clustered one as well. In this folder:
        #   docker buildx bake --builder NAME --push
        # Written by `sagemaker-container fleet bake`.
        variable "REGISTRY" {
          default = "" # such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/
        }

        variable "TAG" {
          default = "latest"
        }

        # The time stamps in the images: seconds since 1970, such as those of the last commit (git log -1 --format=%ct).
        variable "SOURCE_DATE_EPOCH" {
          default = "0"
        }

        target "_image" {
          platforms = ["linux/amd64"] # IMG-01
          args      = { SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH }
          attest    = ["type=provenance,disabled=true", "type=sbom,disabled=true"] # IMG-02: one plain manifest
        }

        """;

    /// <param name="folder">Of the file.</param>
    public static IReadOnlyList<BakeTarget> Targets(RepositorySet repositories, string folder) => Unique([.. repositories.All.SelectMany(repository => TargetsOf(repository, folder))]);

    public static string Write(IReadOnlyList<BakeTarget> targets)
    {
        StringBuilder text = new(Head);
        text.Append("\ngroup \"default\" {\n  targets = [\n").AppendJoin("", targets.Select(target => $"    {Quoted(target.Name)},\n")).Append("  ]\n}\n");
        foreach (var target in targets)
        {
            text.Append("\ntarget ").Append(Quoted(target.Name)).Append(" {\n  inherits = [\"_image\"]\n  context  = ").Append(Quoted(target.Context)).Append('\n');
            if (target.Stage is not null)
                text.Append("  target   = ").Append(Quoted(target.Stage)).Append('\n');
            text.Append("  tags     = [\"${REGISTRY}").Append(target.Image).Append(":${TAG}\"]\n}\n");
        }
        return text.ToString();
    }

    private static IEnumerable<BakeTarget> TargetsOf(string repository, string folder)
    {
        var answers = ContainerJson.Read(repository, new Dictionary<string, string>()).Answers;
        var image = answers.Name.ToLowerInvariant();
        var context = Path.GetRelativePath(folder, repository).Replace('\\', '/');
        return answers["role"] is "separate"
            ? [new(Identifier($"{image}-training"), context, "training", $"{image}-training"), new(Identifier($"{image}-inference"), context, "inference", $"{image}-inference")]
            : [new(Identifier(image), context, null, image)];
    }

    // Two repositories may have one name; then the folder tells them apart, in the target and in the image's name, and a number where folders
    // differ in signs that neither may have.
    private static IReadOnlyList<BakeTarget> Unique(IReadOnlyList<BakeTarget> targets)
    {
        var shared = targets.CountBy(target => target.Name).Where(pair => pair.Value > 1).Select(pair => pair.Key).ToHashSet();
        var taken = targets.Select(target => target.Name).Where(name => !shared.Contains(name)).ToHashSet();
        return [.. targets.Select(target => shared.Contains(target.Name) ? Placed(target, taken) : target)];
    }

    private static BakeTarget Placed(BakeTarget target, HashSet<string> taken)
    {
        var place = Identifier(target.Context.Replace("../", "", StringComparison.Ordinal).ToLowerInvariant()).Replace('_', '-').Trim('-') is { Length: > 0 } named ? named : "here";
        var (free, number) = (place, 1);
        while (!taken.Add($"{free}-{target.Name}"))
            free = $"{place}-{++number}";
        return target with { Name = $"{free}-{target.Name}", Image = $"{free}/{target.Image}" };
    }

    private static string Identifier(string text) => string.Concat(text.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' ? sign : '-')).Trim('-');

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal)}\"";
}
