using System.Diagnostics;
using Scaffold.Checks.Image;
using Scaffold.Engine;

namespace Scaffold.Checks.Distributed;

/// <summary>An image with MPI has what its leader needs to start processes on the other hosts over SSH.</summary>
internal sealed class MpiHostsReachEachOther : ICheck
{
    private const string Python = "import mpi4py";
    private static readonly TimeSpan LoginTime = TimeSpan.FromSeconds(15), Between = TimeSpan.FromMilliseconds(250);

    public CheckInfo Info { get; } = new("C-54", "With MPI, hosts log in to each other over SSH", Phase.Train, Profile.Distributed, ["DST-04", "DST-07"])
    {
        Needs = Needs.Image | Needs.Containers,
        Details = """
            Judged where the image has `mpirun` or `mpiexec`. What is missing fails if the hyperparameter `sagemaker_mpi_enabled` is declared as true, and warns
            otherwise: the image may start its hosts in another way. It must have `/usr/sbin/sshd` and the folder `/var/run/sshd`, `ssh`, a key pair of root that is
            in its own `authorized_keys`, and `StrictHostKeyChecking no` (or `accept-new`) for root.

            Then two containers, `algo-1` and `algo-2`, are started with `/usr/sbin/sshd -D -e`, and `ssh -o BatchMode=yes algo-2 true` in the first must
            exit 0 within 15 seconds. An image with a Python that cannot import `mpi4py` warns: a program in another language needs none.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        ImagePrograms programs = new(await subject.ConfigAsync(ct), await subject.FilesAsync(ct));
        var broken = IsDeclared(subject.Samples) ? Outcome.Fail : Outcome.Warn;
        MpiFiles files = new(programs, await subject.FilesAsync(ct), broken);
        if (!await files.UsesMpiAsync(ct))
            return Finding.Skip("There is neither mpirun nor mpiexec in the image, so its hosts do not start each other's processes.");
        Tally tally = new();
        await files.JudgeAsync(tally, ct);
        if (tally.IsClean)
            await LogInAsync(tally, broken, subject, hasPython: await programs.FindAsync("python3", ct) is not null, ct);
        return tally.ToFinding($"algo-1 logs in to algo-2 over SSH, {(double?)tally.Measured["loginSeconds"]:0.0} s after its start.");
    }

    // The training toolkit's own switch (DST-06).
    private static bool IsDeclared(Samples samples) =>
        samples.Hyperparameters.TryGetValue("sagemaker_mpi_enabled", out var value) && string.Equals(value.Trim('"'), "true", StringComparison.OrdinalIgnoreCase);

    private static async Task LogInAsync(Tally tally, Outcome broken, Subject subject, bool hasPython, CancellationToken ct)
    {
        using var slot = await subject.TakeSlotAsync(ct);
        await using Disposables owned = new();
        var network = owned.Add(await subject.Engine.CreateNetworkAsync(ct));
        var one = owned.Add(await StartAsync(subject, "algo-1", network, ct));
        var two = owned.Add(await StartAsync(subject, "algo-2", network, ct));
        tally.RepeatCommand = two.RepeatCommand;

        var clock = Stopwatch.StartNew();
        RunOutput login;
        while ((login = await one.ExecAsync(["ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=5", "algo-2", "true"], ct)).Code != 0 && clock.Elapsed < LoginTime)
            await Task.Delay(Between, ct);
        tally.Measured["loginSeconds"] = Math.Round(clock.Elapsed.TotalSeconds, 2);
        if (login.Code != 0)
        {
            tally.Add(broken, $"`ssh algo-2 true` on algo-1 ended with exit code {login.Code}{(two.HasExited ? $", and sshd on algo-2 with {ExitWords.Of(await two.WaitAsync(ct))}" : "")}",
                "Mend what ssh says: host keys (ssh-keygen -A), modes of /root/.ssh (700) and of its files (600).");
            tally.Evidence.AddRange([.. login.Lines.TakeLast(10), .. two.Log.TailText(10)]);
        }
        if (hasPython && await one.ExecAsync(["python3", "-c", Python], ct) is { Code: not 0 } import)
            tally.Warn("The image's Python cannot import mpi4py", "Install mpi4py, unless the program is in another language.", import.Lines.TakeLast(3));
    }

    private static Task<IRun> StartAsync(Subject subject, string name, INetwork network, CancellationToken ct) => subject.Engine.StartAsync(
        new RunRequest(subject.Image!, ["-D", "-e"]) { Entrypoint = ["/usr/sbin/sshd"], Network = RunNetwork.Peers, Peers = network, Hostname = name },
        ct);
}
