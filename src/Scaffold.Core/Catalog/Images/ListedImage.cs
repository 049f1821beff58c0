namespace Scaffold.Core.Catalog.Images;

/// <summary>An image of AWS that the SDK has no entry for; it is found by its tags.</summary>
public sealed record ListedImage(string Name, string Status, string Repository, IReadOnlyList<string> Scopes, string? Newest, IReadOnlyList<string> Tags);
