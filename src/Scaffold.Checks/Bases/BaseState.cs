namespace Scaffold.Checks.Bases;

/// <summary>How a base stands to what its tag names now.</summary>
public enum BaseState
{
    /// <summary>The tag names the digest that the Dockerfile has.</summary>
    Current,

    /// <summary>It names another by now.</summary>
    Moved,

    /// <summary>There is no such tag any more.</summary>
    Gone,

    /// <summary>The Dockerfile has no digest.</summary>
    Unpinned,

    /// <summary>Nobody could say.</summary>
    Unreachable,

    /// <summary>The Dockerfile alone does not tell the image.</summary>
    Unknown,
}
