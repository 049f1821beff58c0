// What SageMaker starts as `docker run IMAGE serve`: the model behind Kestrel, behind nginx where there is one.
// The counterpart of the wsgi file and `serve` of a Python repository. You need not edit it: the model is in Predictor.cs.
using System.Runtime.InteropServices;
using Serve;

var log = new JsonLog(LogLevel.Information);
try
{
    var settings = Settings.FromEnvironment();
    log = new(settings.LogLevel);

    // Requests wait for a worker without a thread; these are for computing, plus some for all else (INF-15).
    ThreadPool.SetMinThreads(settings.Workers + 4, 4);

    // Reading the model and starting the server take about as long: side by side.
    var model = new Model();
    var loading = Task.Run(() => model.Load(settings));

    // As process 1 we are given orphans; .NET reaps them for whoever watches this signal (INF-07).
    using var orphans = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => { });
    var nginx = Nginx.Prepare(settings, log);
    await using var app = WebServer.Create(settings, model, nginx?.Socket, log);
    await app.StartAsync();
    nginx?.Start();
    log.Info($"listening on port {settings.Port}, {(nginx is null ? "no proxy" : "behind nginx")}, {settings.Workers} workers{(settings.IsBatch ? ", batch" : "")}");

    var exitCode = await Supervision.RunAsync(app.Lifetime, loading, nginx, settings, log);

    // The proxy first: once it has ended, nothing is in flight any more (INF-06).
    if (nginx is not null)
    {
        await nginx.DrainAsync(TimeSpan.FromSeconds(20));
        nginx.CleanUp();
    }

    await app.StopAsync();
    return exitCode;
}
catch (Exception e) when (e is SettingFault or IOException)
{
    log.Error(e.Message);
    return 1;
}
