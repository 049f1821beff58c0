using System.Text.Json;

namespace Scaffold.Core.Catalog.Images;

/// <summary>Everything chosen on the way to a tag.</summary>
/// <param name="Entry">What the catalogue says of this version, base framework and Python.</param>
internal sealed record Selection(
    ImageRequest Request, ConfigName Name, InstanceType Instance, ScopeSection Section, Versions Version, BaseFramework? Base, string? Python, JsonElement Entry)
{
    public string? Processor { get; init; }

    public string? Scope => Section.Scope;

    public string Repository => Entry.Text("repository");

    public string Registry => Entry.Text("registries");

    /// <summary>What the entry prescribes, whatever the caller asked for.</summary>
    public string? OwnContainerVersion => Entry.Find("containerVersion") is not { } own ? null
        : Processor is not null && own.FindText(Processor) is { } version ? version
        : own.EnumerateObject().First().Value.GetString(); // some Neuron entries write inf where their processor is trn
}
