namespace Scaffold.Core.Catalog.Images;

/// <summary>The base Python image, which has rules of its own: the Python version is part of the repository's name, rules §14.</summary>
internal static class BasePython
{
    private static readonly string[] Good = ["310", "38"];

    public static ResolvedImage Resolve(ImageRequest request, Selection chosen)
    {
        var python = request.Python is { } asked && asked.StartsWith("py", StringComparison.Ordinal) ? asked[2..] : request.Python ?? Good[0];
        if (!Good.Contains(python))
            throw ImageProblems.UnknownPython(request.Framework, chosen.Version.Given, python, Good);
        var account = Registry.AccountOf(chosen.Registry, request.Region)
            ?? throw ImageProblems.UnknownRegion(request.Region, chosen.Repository, Registry.ByRegion(chosen.Registry).Keys);
        return new(account, request.Region, Partitions.HostOf(request.Region)!, $"{chosen.Repository}-{python}", chosen.Version.Full)
        {
            Framework = request.Framework,
            Version = chosen.Version.Full,
            Scope = null,
            Processor = null,
            Python = $"py{python}",
            Status = CatalogFile.Section("frameworks").GetProperty(request.Framework).Text("status"),
            EndOfPatching = null,
            Listed = null,
            Notes = [],
        };
    }
}
