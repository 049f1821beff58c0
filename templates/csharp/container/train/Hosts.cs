using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Container;

namespace Launcher;

/// <summary>A job on several hosts: none starts before all have come, and what ends one ends all (DST-03).</summary>
/// <remarks>
/// Each host keeps a line to the leader, the first of the sorted names (DST-02). It says its name, hears "go" when all
/// have come, and says how its program ended. The leader decides how the job did, and tells the others.
/// </remarks>
internal sealed class Hosts(List<string> names, string name, Stop stop)
{
    private const int Port = 7778;
    private const int Killed = 128 + Posix.SigKill;
    private const string Go = "go";
    private const string Well = "ended";

    // For failures to come in: the first to be heard of need not be the first that was.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HeadStart = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience =
        TimeSpan.FromSeconds(double.Parse(Variable.Get("SAGEMAKER_HOSTS_TIMEOUT") ?? "900", CultureInfo.InvariantCulture));

    // The leader's to each other host; another host's to the leader.
    private readonly Dictionary<string, HostLine> _lines = [];
    private readonly List<(string Host, HostFailure? Failure)> _ends = [];
    private readonly TaskCompletionSource _hasRun = new();
    private HostFailure? _failure;
    private Thread? _watch;

    private bool Leads => name == names[0];

    /// <summary>Waits until all hosts are there (FS-07), and watches them from then on.</summary>
    public void Gather()
    {
        Log.Info($"host {names.IndexOf(name) + 1} of {names.Count}, led by {names[0]}: waiting until all are there");
        if (Leads)
            Await();
        else
            Call();
        _watch = new(Watch) { IsBackground = true };
        _watch.Start();
    }

    /// <summary>Says how the program ended here and when, and waits for the other hosts.</summary>
    /// <returns>The failure that came first, of whatever host; null when there was none.</returns>
    public HostFailure? End(string? cause, int exitCode, DateTime at)
    {
        // SIGKILL is never the consequence of another host's failure. Those that lost the killed program may end before it is reaped.
        var own = cause is null ? null : FailureOf(name, cause, exitCode is Killed ? at - HeadStart : at);
        _hasRun.SetResult();
        if (Leads)
            Note(name, own);
        else
            _lines[names[0]].Say(own?.ToString() ?? Well);
        _watch!.Join();
        return _failure;
    }

    private void Await()
    {
        var waited = Stopwatch.StartNew();
        using var server = TcpListener.Create(Port);
        server.Start(names.Count);
        while (names.Where(host => host != name && !_lines.ContainsKey(host)).ToList() is { Count: > 0 } missing)
        {
            var lost = _lines.FirstOrDefault(line => line.Value.IsClosed).Key;
            if (lost is not null || waited.Elapsed > Patience)
            {
                var failure = lost is not null ? FailureOf(lost, HostLine.Closed)
                    : FailureOf(missing[0], $"{string.Join(", ", missing)} did not come within {Patience.TotalSeconds:F0} seconds");
                Tell(failure.ToString());
                throw new Fault(failure.Cause);
            }

            if (!server.Pending())
                Thread.Sleep(50);
            else if (HostLine.Answer(server.AcceptTcpClient(), out var host) is { } line && !(missing.Contains(host) && _lines.TryAdd(host, line)))
                line.Dispose();
        }

        Tell(Go);
        Log.Info($"all {names.Count} hosts are there after {waited.Elapsed.TotalSeconds:F1} s");
        foreach (var (host, line) in _lines)
            new Thread(() => Listen(host, line)) { IsBackground = true }.Start();
    }

    private void Call()
    {
        var waited = Stopwatch.StartNew();
        for (var pause = 0.1; _lines.Count == 0; pause = Math.Min(pause * 2, 5))
        {
            try
            {
                _lines[names[0]] = HostLine.To(names[0], Port, name);
            }
            catch (SocketException e)
            {
                if (waited.Elapsed > Patience)
                    throw new Fault($"no line to the leader {names[0]} after {Patience.TotalSeconds:F0} seconds: {e.Message}");
                Thread.Sleep(TimeSpan.FromSeconds(pause));
            }
        }

        try
        {
            if (_lines[names[0]].Hear() is var word && word != Go)
                throw new Fault(HostFailure.Parse(word).Cause);
        }
        catch (IOException e)
        {
            throw new Fault(FailureOf(names[0], e.Message).Cause);
        }
    }

    private void Watch()
    {
        _failure = Leads ? Lead() : Follow();
        if (_failure is null || _hasRun.Task.IsCompleted)
            return;
        stop.Send(Posix.SigTerm);
        if (!_hasRun.Task.Wait(Grace))
            stop.Send(Posix.SigKill);
    }

    private HostFailure? Lead()
    {
        lock (_ends)
        {
            while (_ends.All(end => end.Failure is null) && _ends.DistinctBy(end => end.Host).Count() < names.Count)
                Monitor.Wait(_ends);
        }

        var first = FirstFailure();
        if (first is not null)
        {
            Thread.Sleep(Settling);
            first = FirstFailure();
        }

        Tell(first?.ToString() ?? Well);

        // Until they have heard it and hung up: what is on its way is lost with this container.
        for (var left = 50; left > 0 && _lines.Values.Any(line => !line.HungUp); left--)
            Thread.Sleep(100);
        return first;
    }

    private HostFailure? FirstFailure()
    {
        lock (_ends)
            return _ends.Select(end => end.Failure).OfType<HostFailure>().MinBy(failure => failure.At);
    }

    private void Note(string host, HostFailure? failure)
    {
        lock (_ends)
        {
            _ends.Add((host, failure));
            Monitor.PulseAll(_ends);
        }
    }

    private HostFailure? Follow()
    {
        try
        {
            var word = _lines[names[0]].Hear();
            return word == Well ? null : HostFailure.Parse(word);
        }
        catch (IOException e)
        {
            return FailureOf(names[0], e.Message);
        }
    }

    private void Listen(string host, HostLine line)
    {
        try
        {
            while (true)
            {
                var word = line.Hear();
                Note(host, word == Well ? null : HostFailure.Parse(word));
            }
        }
        catch (IOException e)
        {
            line.HungUp = true;
            Note(host, FailureOf(host, e.Message));
        }
    }

    private void Tell(string word)
    {
        foreach (var line in _lines.Values)
            line.Say(word);
    }

    private HostFailure FailureOf(string host, string cause, DateTime? at = null) =>
        new((at ?? DateTime.UtcNow).Ticks, $"host {host}, rank {names.IndexOf(host)}: {cause}");
}

/// <summary>How a job failed: when, and on which host and why.</summary>
internal sealed record HostFailure(long At, string Cause)
{
    public static HostFailure Parse(string word) => word.Split(' ', 2) is [var at, var cause] && long.TryParse(at, out var ticks)
        ? new(ticks, cause)
        : new(0, word);

    public override string ToString() => $"{At} {Cause.ReplaceLineEndings(" ")}";
}
