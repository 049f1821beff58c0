// What SageMaker starts as `docker run IMAGE train`: prepares the environment and runs your training program, code/.
// You need not edit it. It does what the public training toolkit does (the SM_* variables, the arguments, the order of
// things), and mends what is broken there. Rule IDs such as TK-25 name the clauses of the container contract.
using Launcher;

try
{
    if (args is [ModuleCall.Argument, var assembly, var method])
        return await ModuleCall.RunAsync(assembly, method);

    // Of an earlier run on the same folder.
    DeleteOutput("failure");
    DeleteOutput("success");
    using var stop = new Stop();
    return Train(stop);
}
catch (Fault e)
{
    Log.Error(e.Message);
    if (args is not [ModuleCall.Argument, ..])
        Failure.Write(e.Message);
    return 1;
}
catch (Exception e) when (args is [ModuleCall.Argument, ..])
{
    Console.Error.WriteLine($"Unhandled exception. {e}");
    return 1;
}

static int Train(Stop stop)
{
    var job = new Job();
    var environment = job.Environment();
    SayWhatIsMissing(job);
    if (Directory.Exists(Folders.Code))
        Environment.CurrentDirectory = Folders.Code;

    var command = TrainingCommand.For(job, words => Install(words, environment, stop));
    var hosts = job.Cluster.Peers is { Count: > 1 } peers ? new Hosts(peers, job.Cluster.CurrentHost, stop) : null;
    hosts?.Gather();
    Log.Info($"running {command.Name[..Math.Min(1000, command.Name.Length)]}");
    var outcome = RunTogether(new Run(command.Words), environment, stop, command.IsScript, hosts);
    var cause = outcome.Status == 0 ? null : Failure.Explain(outcome);
    if (hosts?.End(cause, outcome.ExitCode, outcome.At) is { } failure)
    {
        Log.Error($"training failed: {failure.Cause}");
        Failure.Write(failure.Cause);
        return Math.Max(outcome.ExitCode, 1);
    }

    if (cause is null)
    {
        Directory.CreateDirectory(Folders.Output);
        File.Create(Path.Combine(Folders.Output, "success")).Dispose();
        return 0;
    }

    Log.Error($"the training program failed with exit code {outcome.ExitCode}: {cause}");
    Failure.Write(cause, $"{command.Name[..Math.Min(240, command.Name.Length)]}: exit code {outcome.ExitCode}", outcome.ErrorTail);
    return outcome.ExitCode;
}

// A program that cannot be started ends the other hosts too.
static Outcome RunTogether(Run run, IReadOnlyDictionary<string, string> environment, Stop stop, bool isScript, Hosts? hosts)
{
    try
    {
        return run.ToEnd(environment, stop, isScript);
    }
    catch (Fault e) when (hosts is not null)
    {
        _ = hosts.End(e.Message, 1, DateTime.UtcNow);
        throw;
    }
}

static void Install(IReadOnlyList<string> words, IReadOnlyDictionary<string, string> environment, Stop stop)
{
    var name = string.Join(' ', words);
    Log.Info($"installing: {name}");
    var outcome = new Run(words).ToEnd(environment, stop);
    if (outcome.Status != 0)
        throw new Fault($"{name} failed: {Failure.Explain(outcome)}");
}

// What the toolkit would do here and this launcher does not, said rather than passed over.
static void SayWhatIsMissing(Job job)
{
    if (Variable.Get("SAGEMAKER_SUBMIT_DIRECTORY") is not null || job.Hyperparameters.Has("sagemaker_submit_directory")) // TK-05
        Log.Info($"the submit directory is not fetched: this image runs the code it was built with, {Folders.Code}/{PythonText.Str(job.Program)}");
    foreach (var name in Cluster.Distributions.Where(name => PythonText.IsTrue(job.Hyperparameters[name])))
        Log.Warning($"{name} is not built in: one plain process runs on each host");
    if (PythonText.IsTrue(job.Hyperparameters["sagemaker_s3_output"]))
        Log.Warning("sagemaker_s3_output: intermediate output is not copied to S3 during the run");
}

static void DeleteOutput(string name)
{
    try
    {
        File.Delete(Path.Combine(Folders.Output, name));
    }
    catch (Exception e) when (e is IOException or UnauthorizedAccessException)
    {
        // None there, or not ours to delete.
    }
}
