namespace Scaffold.Engine.Processes;

/// <summary>What a build of the process engine comes to: the programs laid out as in the image.</summary>
/// <param name="Directory">Holds <c>program/</c> (/opt/program) and <c>code/</c> (/opt/ml/code).</param>
/// <param name="Variables">As ENV sets them in the image.</param>
/// <param name="Path">Folders to search after <c>program/</c> and before the host's own.</param>
/// <param name="Recipe">Commands that lay out the same below <c>/tmp/job</c>, started in the repository.</param>
internal sealed record Programs(string Directory, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Path, string Recipe)
{
    public string Program => System.IO.Path.Combine(Directory, "program");
    public string Code => System.IO.Path.Combine(Directory, "code");
}
