using System.Text;

namespace Scaffold.Checks.Image;

/// <summary>What the kernel makes of a file that is to be started.</summary>
/// <param name="Interpreter">Words after <c>#!</c>; empty when there are none.</param>
/// <param name="CarriageReturns">Lines that hold one, from 1.</param>
/// <param name="Text">Of a script; empty for anything else.</param>
internal sealed record ProgramFile(ProgramKind Kind, IReadOnlyList<string> Interpreter, bool ByteOrderMark, IReadOnlyList<int> CarriageReturns, string Text)
{
    /// <summary>True for a script that a shell reads, by its interpreter or its name.</summary>
    public bool IsShell(string path) =>
        Kind is ProgramKind.Script or ProgramKind.Text &&
        (path.EndsWith(".sh", StringComparison.Ordinal) || Interpreter.Any(word => Dockerfiles.ImagePath.Name(word) is "sh" or "bash" or "dash" or "ash" or "zsh" or "ksh"));

    public static ProgramFile Read(ReadOnlySpan<byte> content)
    {
        var kind = content switch
        {
            [] => ProgramKind.Empty,
            [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => ProgramKind.Linux,
            [(byte)'M', (byte)'Z', ..] or [0xCF, 0xFA, 0xED, 0xFE, ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..] => ProgramKind.Foreign,
            _ => ProgramKind.Text,
        };
        if (kind != ProgramKind.Text)
            return new(kind, [], false, [], "");

        var mark = content.StartsWith(Encoding.UTF8.Preamble);
        var text = Encoding.UTF8.GetString(mark ? content[3..] : content);
        var lines = text.Split('\n');
        List<int> returns = [.. Enumerable.Range(1, lines.Length).Where(line => lines[line - 1].Contains('\r', StringComparison.Ordinal))];
        return lines[0].StartsWith("#!", StringComparison.Ordinal)
            ? new(ProgramKind.Script, lines[0][2..].Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries), mark, returns, text)
            : new(kind, [], mark, returns, text);
    }
}

/// <summary>Kinds of files as the kernel tells them.</summary>
internal enum ProgramKind
{
    Empty,
    Linux,

    /// <summary>A Windows or macOS program.</summary>
    Foreign,

    /// <summary>Text that begins with <c>#!</c>.</summary>
    Script,

    /// <summary>Text without it: <c>exec format error</c>.</summary>
    Text,
}
