using System.ComponentModel;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using Container;

namespace Launcher;

/// <summary>One program, run to its end.</summary>
internal sealed class Run(IReadOnlyList<string> command)
{
    private const int LongestTail = 8192;

    // What Linux lets one NAME=value string be.
    private const int LongestVariable = 128 * 1024;
    private const int NotFound = 2;
    private const int NotExecutable = 8;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Runs it and returns what it wrote to stdout.</summary>
    public string Output()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        try
        {
            var child = Spawn.Start(command[0], command, output: pipe.ClientSafePipeHandle);
            pipe.DisposeLocalCopyOfClientHandle();
            using var reader = new StreamReader(pipe);
            var text = reader.ReadToEnd();
            WaitFor(child);
            return text;
        }
        catch (Win32Exception)
        {
            return "";
        }
    }

    /// <summary>Runs it with our stdin and stdout; stderr is passed through, its end kept.</summary>
    public Outcome ToEnd(IReadOnlyDictionary<string, string> environment, Stop stop, bool stopsGroup = false)
    {
        var variables = Fitting(environment);
        foreach (var word in command)
            Check(word);

        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        var child = stop.Forward(() => Start(variables, pipe.ClientSafePipeHandle), stopsGroup);
        pipe.DisposeLocalCopyOfClientHandle();
        var tail = new MemoryStream();
        var copying = new Thread(() => PassOn(pipe, tail)) { IsBackground = true };
        copying.Start();

        var status = WaitFor(child);
        var at = DateTime.UtcNow;
        stop.ForwardNoMore();

        // What the program left running would hold up or outlive the job.
        _ = Posix.Kill(-child, Posix.SigKill);
        copying.Join(TimeSpan.FromSeconds(1));
        lock (tail)
            return new(status, Encoding.UTF8.GetString(tail.ToArray()), at);
    }

    private int Start(List<string> variables, SafeHandle error)
    {
        try
        {
            try
            {
                return Spawn.Start(command[0], command, variables, ownGroup: true, error: error);
            }
            catch (Win32Exception e) when (e.NativeErrorCode == NotExecutable)
            {
                // A script with no first line.
                return Spawn.Start("/bin/sh", ["/bin/sh", .. command], variables, ownGroup: true, error: error);
            }
        }
        catch (Win32Exception e)
        {
            throw new Fault($"cannot start {command[0]}: " + (e.NativeErrorCode == NotFound
                ? "the interpreter its first line names is not in the image"
                : e.Message));
        }
    }

    // Any child: as process 1 we are given the orphans of others, and nobody else would reap them (TRN-05).
    private static int WaitFor(int child)
    {
        while (Posix.WaitFor(-1) is { } ended)
        {
            if (ended.Pid == child)
                return ended.ExitCode;
        }

        throw new Fault("the exit code of the training program was lost: another part of this process reaped it");
    }

    private static void PassOn(AnonymousPipeServerStream from, MemoryStream tail)
    {
        var buffer = new byte[65536];
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            StandardError.Write(buffer.AsSpan(0, read));
            lock (tail)
                Keep(tail, buffer.AsSpan(0, read));
        }
    }

    private static void Keep(MemoryStream tail, ReadOnlySpan<byte> more)
    {
        var old = tail.ToArray().AsSpan();
        more = more[Math.Max(0, more.Length - LongestTail)..];
        old = old[Math.Max(0, old.Length + more.Length - LongestTail)..];
        tail.SetLength(0);
        tail.Write(old);
        tail.Write(more);
    }

    private static List<string> Fitting(IReadOnlyDictionary<string, string> environment)
    {
        List<string> variables = [];
        foreach (var (name, value) in environment)
        {
            if (name.Contains('=', StringComparison.Ordinal) || Check(name) + Check(value) > LongestVariable - 2)
                Log.Warning($"'{name[..Math.Min(100, name.Length)]}' is left out: Linux passes no variable of that name or size");
            else
                variables.Add($"{name}={value}");
        }

        return variables;
    }

    private static int Check(string text)
    {
        try
        {
            return text.Contains('\0', StringComparison.Ordinal)
                ? throw new Fault("a hyperparameter cannot be passed to a program: it holds a NUL character")
                : Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw new Fault("a hyperparameter cannot be passed to a program: it holds half a surrogate pair");
        }
    }
}

/// <summary>How a program ended.</summary>
/// <param name="Status">Its exit code, or -n when signal n killed it.</param>
/// <param name="ErrorTail">The end of what it wrote to stderr.</param>
/// <param name="At">When, in UTC.</param>
internal sealed record Outcome(int Status, string ErrorTail, DateTime At)
{
    /// <summary>The exit code as a shell would give it.</summary>
    public int ExitCode => Status >= 0 ? Status : 128 - Status;
}

/// <summary>Passes SIGTERM and SIGINT on to the training program, which the toolkit does not (TK-51).</summary>
internal sealed class Stop : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _target;
    private bool _hasRun;

    public Stop() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => On(context, "SIGTERM", Posix.SigTerm)),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => On(context, "SIGINT", Posix.SigInt)),
    ];

    /// <summary>Starts a program that signals go to from now on: to itself, or to all of its process group.</summary>
    public int Forward(Func<int> start, bool toGroup)
    {
        lock (_gate)
        {
            var child = start();
            _target = toGroup ? -child : child;
            return child;
        }
    }

    /// <summary>A signal of our own to the program that runs, if one does; SIGKILL to all it started.</summary>
    public void Send(int signal)
    {
        lock (_gate)
        {
            if (_target != 0)
                _ = Posix.Kill(signal == Posix.SigKill ? -Math.Abs(_target) : _target, signal);
        }
    }

    public void ForwardNoMore()
    {
        lock (_gate)
        {
            _target = 0;
            _hasRun = true;
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void On(PosixSignalContext context, string name, int number)
    {
        context.Cancel = true;
        lock (_gate)
        {
            if (_target != 0)
            {
                Log.Info($"{name} received: passing it on to the training program");
                _ = Posix.Kill(_target, number);
            }
            else if (!_hasRun)
            {
                Log.Info($"{name} before the training program was started");
                Environment.Exit(128 + number);
            }
        }
    }
}
