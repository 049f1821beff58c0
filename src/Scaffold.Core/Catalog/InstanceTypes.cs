namespace Scaffold.Core.Catalog;

/// <summary>The instance type that READMEs name.</summary>
public static class InstanceTypes
{
    /// <summary>A small one that has the device.</summary>
    public static string For(string device) => device is "gpu" ? "ml.g5.xlarge" : "ml.m5.large";
}
