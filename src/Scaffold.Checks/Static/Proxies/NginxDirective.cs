namespace Scaffold.Checks.Static.Proxies;

/// <summary>A directive of an nginx configuration, with what is in its braces.</summary>
internal sealed record NginxDirective(string Name, IReadOnlyList<string> Arguments, string File, int Line, NginxDirective? Parent)
{
    public List<NginxDirective> Children { get; } = [];

    public SourcePlace Where => new(File, Line);

    /// <summary>A child of that name, or of the nearest block around this one that has it, as nginx inherits.</summary>
    public NginxDirective? Inherited(string name)
    {
        for (var block = this; block is not null; block = block.Parent)
        {
            if (block.Children.FindLast(child => child.Name == name) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>This one and everything below it.</summary>
    public IEnumerable<NginxDirective> All()
    {
        Stack<NginxDirective> open = new([this]);
        while (open.TryPop(out var next))
        {
            yield return next;
            for (var at = next.Children.Count - 1; at >= 0; at--)
                open.Push(next.Children[at]);
        }
    }
}
