namespace Serve;

/// <summary>What is wrong with a request; the caller gets the message (INF-23).</summary>
internal sealed class RequestFault(string message, int status = StatusCodes.Status400BadRequest) : Exception(message)
{
    public int Status => status;
}
