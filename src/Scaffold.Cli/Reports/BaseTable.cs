using System.Globalization;
using Scaffold.Checks.Bases;
using Scaffold.Engine.Registry;
using Spectre.Console;

namespace Scaffold.Cli.Reports;

/// <summary>The base images of Dockerfiles for people.</summary>
internal static class BaseTable
{
    private const int ShortDigest = 12;

    public static void Write(IReadOnlyList<BaseReport> reports, TextWriter writer)
    {
        var table = Columns("where", "base", "state", "pinned", "tag is now", "size", "built", "version", "patched");
        foreach (var report in reports)
            Row(table, Where(report), NameOf(report), State(report), Short(report.Line.Image?.Digest), Short(report.Digest),
                Change(report, Megabytes), Change(report, facts => Day(facts.Created)), Change(report, Version), Date(report.EndOfPatching));
        Screen.On(writer).Write(table);
    }

    /// <summary>Base, state, and before and after: digest, size, day of the build, version.</summary>
    public static IReadOnlyList<string> Cells(BaseReport report) =>
    [
        NameOf(report), State(report),
        report.State is BaseState.Moved or BaseState.Unpinned ? $"{Short(report.Line.Image?.Digest)} → {Short(report.Digest)}" : Short(report.Line.Image?.Digest),
        Change(report, Megabytes), Change(report, facts => Day(facts.Created)), Change(report, Version),
    ];

    public static void WritePin(IReadOnlyList<BaseReport> reports, TextWriter writer)
    {
        var table = Columns("where", "base", "was", "digest");
        foreach (var report in reports)
            Row(table, Where(report), NameOf(report), report.State is BaseState.Unpinned ? "not pinned" : Short(report.Line.Image?.Digest), report.Digest ?? "-");
        Screen.On(writer).Write(table);
    }

    /// <summary>A line of the reason and what to do.</summary>
    public static string WhyNot(BaseReport report)
    {
        var reason = report.Reason ?? report.Line.WhyNot ?? StateWord(report.State);
        return $"{Printable.Of(Where(report))}: {Printable.Of(NameOf(report))}: {StateWord(report.State)}: {Printable.Of(reason)}.{(report.Fix is null ? "" : $"\n  fix: {Printable.Of(report.Fix)}")}";
    }

    public static string StateWord(BaseState state) => state switch
    {
        BaseState.Current => "current",
        BaseState.Moved => "moved",
        BaseState.Gone => "gone",
        BaseState.Unpinned => "unpinned",
        BaseState.Unreachable => "unreachable",
        _ => "unknown",
    };

    public static string Where(BaseReport report) => $"{report.File}({report.Line.Line})";

    private static string State(BaseReport report) => StateWord(report.State) + (report.IsPastEnd ? ", past its end" : "");

    // Digests have columns of their own.
    private static string NameOf(BaseReport report) => report.Line.Tagged;

    private static string Change(BaseReport report, Func<ImageFacts, string> word) => (report.Then, report.Now) switch
    {
        (null, null) => "-",
        ({ } then, { } now) when report.State is BaseState.Moved => $"{word(then)} → {word(now)}",
        var (then, now) => word((now ?? then)!),
    };

    private static string Megabytes(ImageFacts facts) => $"{facts.Bytes / 1e6:0.0} MB";

    private static string Version(ImageFacts facts) => facts.Version ?? "-";

    private static string Short(string? digest) => digest is null ? "-" : digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..][..ShortDigest];

    private static string Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";

    private static string Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";

    private static Table Columns(params IEnumerable<string> names)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var name in names)
            table.AddColumn(new TableColumn(new Text(name)) { NoWrap = name is not ("where" or "base") });
        return table;
    }

    private static void Row(Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(cell => new Text(Printable.Of(cell))));
}
