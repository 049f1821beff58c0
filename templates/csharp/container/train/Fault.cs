namespace Launcher;

/// <summary>Training cannot start, or an installation failed. The message is the reason that the job's owner sees.</summary>
internal sealed class Fault(string message) : Exception(message);
