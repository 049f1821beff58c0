namespace Serve;

/// <summary>Waits until the container has to end, and says why (INF-07).</summary>
internal static class Supervision
{
    public static async Task<int> RunAsync(IHostApplicationLifetime lifetime, Task loading, Nginx? nginx, Settings settings, JsonLog log)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStopping.Register(stop.SetResult);
        Task proxy = nginx?.Exited ?? Task.Delay(Timeout.Infinite);

        if (await Task.WhenAny(stop.Task, proxy, loading) == loading)
        {
            if (loading.Exception?.InnerException is { } fault)
                return LoadingFailed(fault, settings, log);
            log.Info($"the model is loaded from {settings.ModelFolder}");
            await Task.WhenAny(stop.Task, proxy);
        }

        if (stop.Task.IsCompleted)
        {
            log.Info("stopping: requests in flight are finished first");
            return 0;
        }

        log.Error($"nginx ended (exit code {await nginx!.Exited}): so does this container");
        return 1;
    }

    private static int LoadingFailed(Exception fault, Settings settings, JsonLog log)
    {
        if (fault is SettingFault)
            log.Error(fault.Message);
        else
            log.Error($"cannot load the model: {fault.Message.TrimEnd('.')}. {settings.ModelFolder} must hold what the training program saved, whole (MOD-03)", fault);
        return 1;
    }
}
