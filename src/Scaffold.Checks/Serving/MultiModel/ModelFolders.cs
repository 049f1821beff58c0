using System.Security.Cryptography;
using System.Text;
using Scaffold.Engine;

namespace Scaffold.Checks.Serving.MultiModel;

/// <summary>Models as a multi-model endpoint lays them out: read-only, each below a name that is a hash (MME-08, MME-11).</summary>
internal sealed class ModelFolders : IAsyncDisposable
{
    private const string Root = "/opt/ml/models";
    private readonly IFolder _tree, _model;

    private ModelFolders(IFolder tree, IFolder model, IReadOnlyList<string> names) => (_tree, _model, Names) = (tree, model, names);

    /// <summary>64 hexadecimal digits each.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>A folder outside of the container's reach: the mounts of the models need a place in a read-only tree.</summary>
    public IReadOnlyList<Mount> Mounts => [new(_tree, Root, ReadOnly: true), .. Names.Select(name => new Mount(_model, PathOf(name), ReadOnly: true))];

    public static string PathOf(string name) => $"{Root}/{name}/model";

    /// <param name="model">The same one for all of them; stays the caller's.</param>
    public static async Task<ModelFolders> CreateAsync(Subject subject, IFolder model, int count, CancellationToken ct)
    {
        IReadOnlyList<string> names = [.. Enumerable.Range(1, count).Select(number => NameOf($"model-{number}"))];
        // Only files make folders; the model hides this one.
        var tree = await subject.Engine.CreateFolderAsync(subject.Image!, [.. names.Select(name => FolderFile.Text($"{name}/model/.mount", ""))], ct);
        return new(tree, model, names);
    }

    public static string NameOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public ValueTask DisposeAsync() => _tree.DisposeAsync();
}
