using System.Text.Json;

namespace Scaffold.Engine.Registry;

/// <summary>A <c>docker-credential-NAME</c> program, which keeps logins outside of Docker's configuration.</summary>
internal sealed class CredentialHelper(string name)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private string Program => "docker-credential-" + name;

    /// <returns>The login, null when it has none; and why it could not say, if so.</returns>
    public async Task<(Credential? Login, string? Fault)> GetAsync(string key, CancellationToken ct)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(ct);
        time.CancelAfter(Patience);
        string output = "", error = "";
        try
        {
            var exit = await ChildProcess.RunAsync(new(Program, ["get"]), key + "\n", (isError, line) => _ = isError ? error += line : output += line, time.Token);
            return exit switch
            {
                null => (null, $"there is no {Program} on PATH, which Docker's configuration names"),
                0 => Read(output),
                _ when (output + error).Contains("credentials not found", StringComparison.OrdinalIgnoreCase) => (null, null),
                _ => (null, $"{Program} failed ({exit})"), // what it printed may hold secrets
            };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, $"{Program} did not answer within {Patience.TotalSeconds:0} s");
        }
    }

    private (Credential?, string?) Read(string output)
    {
        try
        {
            using var json = JsonDocument.Parse(output);
            return json.RootElement.GetProperty("Username").GetString() is { Length: > 0 } user && json.RootElement.GetProperty("Secret").GetString() is { Length: > 0 } secret
                ? (new(user, secret, user is Credential.TokenUser), null)
                : (null, null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (null, $"{Program} answered what is no login");
        }
    }
}
