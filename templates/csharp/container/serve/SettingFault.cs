namespace Serve;

/// <summary>The server cannot start as the environment asks. The message names the variable and the good values.</summary>
internal sealed class SettingFault(string message) : Exception(message);
