namespace Serve.Formats;

/// <summary>The forms that requests and answers come in.</summary>
internal enum MediaType
{
    Csv,
    Json,
    JsonLines,
    Npy,
}
