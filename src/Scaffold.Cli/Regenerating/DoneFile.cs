using System.Text;
using Scaffold.Cli.Reports;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Regenerating;

/// <summary>What a run over many repositories has done so far, so that the same command goes on where it was interrupted.</summary>
/// <remarks>The first line says of what command it is; then a repository a line, appended when it is done. A line without an end was cut off by a kill.</remarks>
internal sealed class DoneFile
{
    private readonly string _path;
    private readonly HashSet<string> _done;
    private readonly Lock _lock = new();

    private DoneFile(string path, HashSet<string> done) => (_path, _done) = (path, done);

    /// <param name="command">What is done to each repository, in one line.</param>
    /// <exception cref="UserErrorException">It is of another command, or cannot be written.</exception>
    public static DoneFile Open(string path, string command)
    {
        try
        {
            var text = File.Exists(path) ? File.ReadAllText(path) : "";
            var lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length > 0 && lines[0] != command)
            {
                throw new UserErrorException(new("SM315", $"This is the progress of another command: {Printable.Of(lines[0])}", path,
                    "Give that command again, or delete the file, or name another.", ExitCode.Usage));
            }
            File.WriteAllText(path, string.Concat(lines.DefaultIfEmpty(command).Select(line => line + "\n")));
            return new(path, [.. lines.Skip(1)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(new("SM315", e.Message, "--resume", "Name a file that you may write to, in a folder that exists.", ExitCode.Usage), e);
        }
    }

    public bool Has(string folder) => _done.Contains(folder);

    public void Add(string folder)
    {
        lock (_lock)
            File.AppendAllText(_path, folder + "\n", new UTF8Encoding(false));
    }

    /// <summary>All is done: the next run begins anew.</summary>
    public void Remove() => File.Delete(_path);
}
