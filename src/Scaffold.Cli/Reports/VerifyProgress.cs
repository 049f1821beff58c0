using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Spectre.Console;

namespace Scaffold.Cli.Reports;

/// <summary>Says what a verification is at: one live line on a terminal, a line per check elsewhere.</summary>
internal sealed class VerifyProgress(Terminal terminal, bool verbose) : IProgress<VerifyEvent>
{
    private readonly Lock _lock = new();
    private readonly List<string> _running = [];
    private StatusContext? _status;
    private int _all, _done;
    private string _build = "";

    public async Task<VerifyResult> WhileAsync(Func<IProgress<VerifyEvent>, Task<VerifyResult>> verify)
    {
        if (!terminal.Interactive || verbose)
            return await verify(this);
        return await Screen.On(terminal.Error).Status().StartAsync("Starting", status =>
        {
            _status = status;
            return verify(this);
        });
    }

    public void Report(VerifyEvent value)
    {
        lock (_lock)
        {
            switch (value)
            {
                case VerifyEvent.Started started:
                    _all = started.Checks;
                    break;
                case VerifyEvent.BuildLine line:
                    _build = line.Text;
                    if (verbose)
                        terminal.Error.WriteLine($"build | {Printable.Of(line.Text)}");
                    break;
                case VerifyEvent.CheckStarted started:
                    _running.Add(started.Info.Id);
                    break;
                case VerifyEvent.CheckDone done:
                    _done++;
                    _running.Remove(done.Result.Info.Id);
                    if (_status is null)
                        terminal.Error.WriteLine(Line(done.Result));
                    break;
            }
            _status?.Status(Markup.Escape(StatusLine()));
        }
    }

    private string StatusLine() =>
        _running.Contains(Verifier.BuildInfo.Id)
            ? $"Building: {Short(_build, 60)}"
            : _done == _all ? "Cleaning up"
            : $"{_done} of {_all} checks done; at work: {Short(string.Join(", ", _running), 60)}";

    private string Line(CheckResult result) =>
        $"[{_done}/{_all}] {Words.Of(result.Finding.Outcome)}  {result.Info.Id}  {result.Info.Title} ({result.Took.TotalSeconds:0.0} s)"
        + (result.Finding.Outcome is Outcome.Fail ? $": {Printable.Of(result.Finding.Message)}" : "");

    private static string Short(string text, int length)
    {
        var safe = Printable.Of(text);
        return safe.Length <= length ? safe : safe[..length] + "…";
    }
}
