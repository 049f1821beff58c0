using System.Text;

namespace Scaffold.Checks.Adoption.Mends;

/// <summary>Entry scripts lose their carriage returns at line ends, and a byte order mark.</summary>
internal sealed class EntryScriptsEndLinesWithLf : IMend
{
    public string Check => "C-12";

    public Mend? Next(AdoptedFiles files, Finding finding)
    {
        foreach (var path in finding.Places.Select(place => place.File).Distinct())
        {
            var before = files[path].Content;
            var mark = before.Span.StartsWith(Encoding.UTF8.Preamble);
            var text = files.Text(path);
            if (text is null || (!mark && !text.Contains("\r\n", StringComparison.Ordinal)))
                continue;
            var what = (text.Contains("\r\n", StringComparison.Ordinal), mark) switch
            {
                (true, true) => "LF line ends in place of CR LF, and no byte order mark",
                (true, false) => "LF line ends in place of CR LF",
                _ => "no byte order mark",
            };
            return new(Check, path, what, files[path] with { Content = Encoding.UTF8.GetBytes(text.Replace("\r\n", "\n", StringComparison.Ordinal)) });
        }
        return null;
    }
}
