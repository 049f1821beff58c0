using System.Text.Json;
using System.Text.Json.Nodes;
using Docker.DotNet;

namespace Scaffold.Engine.Docker;

/// <summary>What <c>docker run</c> says and returns when a container could not be started.</summary>
internal static class StartFaults
{
    /// <remarks>The rule of the docker command itself (cli/command/container/run.go, toStatusError).</remarks>
    public static int CodeOf(string words)
    {
        return Says("executable file not found") || Says("no such file or directory") || Says("system cannot find the file specified") ? 127
            : Says("permission denied") || Says("is a directory") ? 126
            : 125;

        bool Says(string part) => words.Contains(part, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The engine's own words, out of the JSON it answers with.</summary>
    public static string WordsOf(DockerApiException fault)
    {
        try
        {
            return (string?)JsonNode.Parse(fault.ResponseBody ?? "")?["message"] ?? fault.Message;
        }
        catch (JsonException)
        {
            return fault.ResponseBody is { Length: > 0 } body ? body : fault.Message;
        }
    }
}
