namespace Launcher;

/// <summary>The tree of contract 2.1; SAGEMAKER_BASE_DIR moves it (TK-13).</summary>
internal static class Folders
{
    public static readonly string Base = Variable.Get("SAGEMAKER_BASE_DIR") ?? "/opt/ml";
    public static readonly string Code = Path.Combine(Base, "code");
    public static readonly string Model = Path.Combine(Base, "model");
    public static readonly string Input = Path.Combine(Base, "input");
    public static readonly string Config = Path.Combine(Input, "config");
    public static readonly string Output = Path.Combine(Base, "output");
}
