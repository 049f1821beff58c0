using System.Globalization;
using Scaffold.Checks.Dockerfiles;

namespace Scaffold.Checks.Static;

/// <summary>EXPOSE, if there is one, names the port that SageMaker talks to. It opens none: it says what its author believes.</summary>
internal sealed class ExposeNamesThePort : ICheck
{
    private const int Port = 8080;

    public CheckInfo Info { get; } = new("C-05", "EXPOSE, if any, names port 8080", Phase.Static, Profile.Serve, ["INF-10"])
    {
        Details = """
            SageMaker talks to port 8080 whatever EXPOSE says, so none is needed. One that names other ports only warns: the server most
            likely listens there (C-61 tells). A HEALTHCHECK is mentioned: SageMaker asks /ping and nothing else.
            """,
    };

    public async Task<Finding> RunAsync(Subject subject, CancellationToken ct)
    {
        var file = await Dockerfile.OrHistoryAsync(subject, ct);
        var stage = file?.FinalStage;
        var config = await LaunchFacts.ImageAsync(subject, ct) ?? (stage is null ? null : await LaunchFacts.BaseAsync(subject.Engine, stage, ct));
        if (stage is null && config is null)
            return Finding.Skip("There is no Dockerfile and no image to look at.");

        // An image's configuration says it all; its history would say it twice.
        var steps = subject.Directory is null ? [] : stage?.Steps.Where(step => step.Instruction.Keyword == "EXPOSE").ToList() ?? [];
        List<string> ports = [.. (config?.ExposedPorts ?? []).Concat(steps.SelectMany(step => step.Words)).Distinct()];
        var ignored = stage?.Last("HEALTHCHECK") is { Instruction.Arguments: not "NONE" } ? " Its HEALTHCHECK is not used: SageMaker asks GET /ping." : "";
        Tally tally = new();
        tally.Measured["exposed"] = string.Join(' ', ports);
        if (ports.Count > 0 && !ports.Exists(Names))
        {
            const string Fix = "Let the server listen on 0.0.0.0:8080 and write EXPOSE 8080, or leave EXPOSE out.";
            var message = $"EXPOSE {string.Join(' ', ports)} leaves out {Port}, the port that SageMaker talks to.{ignored}";
            if (steps is [.., var last])
                tally.Warn(file!.At(last.Instruction), message, Fix);
            else
                tally.Warn(message, Fix);
        }
        return tally.ToFinding((ports.Count == 0 ? "Nothing is exposed, nor need it be." : $"EXPOSE {string.Join(' ', ports)} names {Port}.") + ignored);
    }

    /// <summary>True for <c>8080</c>, <c>8080/tcp</c>, <c>8000-9000</c>, and for a build argument, whose value is not known.</summary>
    private static bool Names(string text)
    {
        if (text.Contains('$', StringComparison.Ordinal))
            return true;
        var parts = text.Split('/');
        if (parts is [_, var protocol, ..] && !protocol.Equals("tcp", StringComparison.OrdinalIgnoreCase))
            return false;
        var range = parts[0].Split('-');
        return int.TryParse(range[0], CultureInfo.InvariantCulture, out var first) && int.TryParse(range[^1], CultureInfo.InvariantCulture, out var last) && first <= Port && Port <= last;
    }
}
