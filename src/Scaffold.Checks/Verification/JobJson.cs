using System.Text.Json;

namespace Scaffold.Checks.Verification;

/// <summary>A job on several hosts as JSON: when each host ran, what it printed, what was done to it; times in seconds since the first was started.</summary>
internal static class JobJson
{
    public static void Write(Utf8JsonWriter json, JobTrace job)
    {
        json.WriteStartObject();
        json.WriteString("what", job.What);
        json.WriteStartArray("hosts");
        foreach (var host in job.Hosts)
        {
            json.WriteStartObject();
            json.WriteString("name", host.Name);
            VerifyJson.WriteSpan(json, host.From, host.To);
            if (host.ExitCode is { } code)
                json.WriteNumber("exitCode", code);
            else
                json.WriteNull("exitCode");
            json.WriteStartArray("log");
            foreach (var line in host.Log)
            {
                json.WriteStartObject();
                json.WriteNumber("at", VerifyJson.Seconds(host.From + line.At));
                json.WriteString("text", line.Text);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("marks");
        foreach (var mark in job.Marks)
        {
            json.WriteStartObject();
            json.WriteNumber("at", VerifyJson.Seconds(mark.At));
            json.WriteString("what", mark.What);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
