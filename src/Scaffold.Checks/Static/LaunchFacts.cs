using Scaffold.Checks.Dockerfiles;
using Scaffold.Engine;

namespace Scaffold.Checks.Static;

/// <summary>How an image starts and as whom, as far as the Dockerfile, its base image or the built image tell.</summary>
internal sealed record LaunchFacts
{
    /// <summary>Null when there is none, or none is known of.</summary>
    public StartCommand? Entrypoint { get; init; }

    public StartCommand? Command { get; init; }

    public UserSetting? User { get; init; }

    /// <summary>The base image, when it may set what the Dockerfile does not and its configuration is not at hand.</summary>
    public string? UnseenBase { get; init; }

    /// <summary>For the end of a message: what could not be seen.</summary>
    public string Unseen => UnseenBase is null ? "" : $" What {UnseenBase} itself sets was not at hand.";

    /// <summary>Null when there is neither a Dockerfile with a stage nor an image.</summary>
    public static async Task<LaunchFacts?> OfAsync(Subject subject, CancellationToken ct)
    {
        if (await Dockerfile.OfAsync(subject, ct) is not { FinalStage: { } stage } file)
            return await ImageAsync(subject, ct) is { } image ? Of(image) : null;

        var config = await BaseAsync(subject.Engine, stage, ct);
        var inherited = config is null ? new() : Of(config);
        return FromDockerfile(file, stage, inherited) with { UnseenBase = config is null && stage.BaseImage != "scratch" ? stage.BaseImage : null };
    }

    /// <summary>The configuration of an image that is verified without a repository.</summary>
    public static async Task<ImageConfig?> ImageAsync(Subject subject, CancellationToken ct) =>
        subject.Directory is null && subject.Image is not null && subject.Engine.Can.Images ? await subject.ConfigAsync(ct) : null;

    /// <summary>The configuration of a base image, when this engine has that: these checks run while the image itself is being built.</summary>
    public static async Task<ImageConfig?> BaseAsync(IEngine engine, Stage stage, CancellationToken ct)
    {
        var named = stage.BaseImage is not ("" or "scratch") && !stage.BaseImage.Contains('$', StringComparison.Ordinal);
        return named && engine.Can.Images ? await engine.InspectAsync(stage.BaseImage, ct) : null;
    }

    private static LaunchFacts Of(ImageConfig config) => new()
    {
        Entrypoint = StartCommand.FromConfig("ENTRYPOINT", config.Entrypoint),
        Command = StartCommand.FromConfig("CMD", config.Command),
        User = config.User.Length == 0 ? null : new(config.User, "the image's configuration"),
    };

    private static LaunchFacts FromDockerfile(Dockerfile file, Stage stage, LaunchFacts inherited)
    {
        var entrypoint = stage.Last("ENTRYPOINT");
        var command = stage.Last("CMD");
        var user = stage.Last("USER");
        return new()
        {
            Entrypoint = entrypoint is null ? inherited.Entrypoint : StartCommand.FromDockerfile(file, entrypoint.Instruction),
            // An ENTRYPOINT takes the CMD of the base away.
            Command = command is not null ? StartCommand.FromDockerfile(file, command.Instruction) : entrypoint is null ? inherited.Command : null,
            User = user is null ? inherited.User : new(user.Words[0], file.At(user.Instruction).ToString()) { Place = file.At(user.Instruction) },
        };
    }
}

/// <summary>The USER an image runs as, and where that is said.</summary>
internal sealed record UserSetting(string Name, string Where)
{
    /// <summary>The line of the Dockerfile; null when it comes from an image.</summary>
    public SourcePlace? Place { get; init; }

    /// <summary>Root by name or number, whatever the group.</summary>
    public bool IsRoot => Name.Split(':')[0] is "" or "root" or "0";
}
