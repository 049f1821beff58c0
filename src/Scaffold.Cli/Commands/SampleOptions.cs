using System.CommandLine;
using Scaffold.Checks;
using Scaffold.Checks.Verification;
using Scaffold.Core.Problems;

namespace Scaffold.Cli.Commands;

/// <summary>Options of <c>verify</c> that declare what it cannot know of an image: data, requests, uses.</summary>
internal sealed class SampleOptions
{
    private readonly Option<string[]> _profile = new("--profile") { Description = $"Judge these uses and no others: {string.Join(", ", ProfileNames.Named.Keys)} [default: what the image is seen to be for].", HelpName = "names" };
    private readonly Option<string?> _samples = new("--samples") { Description = "The verify.json, or the folder that holds it [default: samples/ of the repository].", HelpName = "file" };
    private readonly Option<string[]> _data = Pairs("--data", "channel=folder", "A channel of the training job and its files.");
    private readonly Option<string[]> _hyperparameter = Pairs("--hyperparameter", "name=value", "A hyperparameter of the training job.");
    private readonly Option<string[]> _env = Pairs("--env", "name=value", "A variable that every container gets.");
    private readonly Option<string[]> _metric = Pairs("--metric", "name=regex", "A metric that training prints: group 1 of the expression is its value.");
    private readonly Option<string?> _request = new("--request") { Description = "A file with the body of a request.", HelpName = "file" };
    private readonly Option<string?> _contentType = new("--content-type") { Description = "The type of --request.", HelpName = "type" };
    private readonly Option<string?> _accept = new("--accept") { Description = "The type of the answer to --request.", HelpName = "type" };
    private readonly Option<string?> _expect = new("--expect") { Description = "A file with the right answer to --request.", HelpName = "file" };
    private readonly Option<string?> _model = new("--model") { Description = "The model to serve when the image does not train: a folder, or a model.tar.gz.", HelpName = "path" };
    private readonly Option<string?> _hosts = new("--hosts") { Description = "Hosts of a training job under --profile distributed, 2 to 32 [default: 2]; by instance group: workers=2,servers=1.", HelpName = "count" };
    private readonly Option<int?> _memory = new("--memory") { Description = "Memory of a serving container in megabytes [default: 2048].", HelpName = "megabytes" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_profile, _samples, _data, _hyperparameter, _env, _metric, _request, _contentType, _accept, _expect, _model, _hosts, _memory])
            command.Options.Add(option);
    }

    /// <summary>The uses that are named; null when none are.</summary>
    public Profile? ProfilesOf(ParseResult parsed)
    {
        var names = Lists.Split(parsed.GetValue(_profile));
        return names.Count == 0 ? null : names.Aggregate(Profile.None, (all, name) => all | (ProfileNames.Named.TryGetValue(name, out var use) ? use
            : throw new UserErrorException(new("SM208", $"There is no profile {name}.", "--profile", $"Name one or more of: {string.Join(", ", ProfileNames.Named.Keys)}.", ExitCode.Usage))));
    }

    /// <summary>The verify.json, or its folder; null when none is named.</summary>
    public string? SamplesOf(ParseResult parsed)
    {
        var path = parsed.GetValue(_samples);
        return path is null || File.Exists(path) || File.Exists(Path.Combine(path, "verify.json")) ? path
            : throw new UserErrorException(new("SM209", $"There is no verify.json at {path}.", "--samples", "Name the file, or the folder that holds it.", ExitCode.Usage));
    }

    public SampleArguments ArgumentsOf(ParseResult parsed) => new()
    {
        Channels = Read(parsed, _data),
        Hyperparameters = Read(parsed, _hyperparameter),
        Environment = Read(parsed, _env),
        Metrics = Read(parsed, _metric),
        Request = parsed.GetValue(_request),
        ContentType = parsed.GetValue(_contentType),
        Accept = parsed.GetValue(_accept),
        Expected = parsed.GetValue(_expect),
        Model = parsed.GetValue(_model),
        Hosts = parsed.GetValue(_hosts),
        MemoryMegabytes = parsed.GetValue(_memory),
    };

    private static Dictionary<string, string> Read(ParseResult parsed, Option<string[]> option)
    {
        Dictionary<string, string> values = [];
        foreach (var pair in parsed.GetValue(option) ?? [])
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
                throw new UserErrorException(new("SM210", $"{pair} has no name and value.", option.Name, $"Write {option.Name} {option.HelpName}.", ExitCode.Usage));
            values[pair[..at]] = pair[(at + 1)..];
        }
        return values;
    }

    private static Option<string[]> Pairs(string name, string form, string description) =>
        new(name) { Description = $"{description} May be given several times.", HelpName = form, AllowMultipleArgumentsPerToken = false };
}
