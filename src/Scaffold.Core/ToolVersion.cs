using System.Reflection;

namespace Scaffold.Core;

/// <summary>The version of this tool, which is the version of its templates.</summary>
public static class ToolVersion
{
    /// <summary>Such as <c>0.1.0</c>, without build metadata.</summary>
    public static string Current { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
