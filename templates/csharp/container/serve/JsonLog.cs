using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Serve;

/// <summary>One JSON object per line on stdout, written at once (LOG-01, LOG-02). Of the framework only what is wrong.</summary>
internal sealed class JsonLog(LogLevel level) : ILoggerProvider, ILogger
{
    // The log is no HTML page: quotes and angle brackets stay readable.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _gate = new();
    private readonly Stream _output = Console.OpenStandardOutput();

    public void Info(string message) => Write(LogLevel.Information, message, null);

    public void Warning(string message) => Write(LogLevel.Warning, message, null);

    public void Error(string message, Exception? exception = null) => Write(LogLevel.Error, message, exception);

    // What keeps the host from starting or stopping is an exception, and said once by whoever catches it.
    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal) ? NullLogger.Instance : this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= level && logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Write(logLevel, formatter(state, exception), exception);
    }

    public void Dispose() => _output.Dispose();

    private void Write(LogLevel lineLevel, string message, Exception? exception)
    {
        if (lineLevel < level)
            return;
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Plain))
        {
            json.WriteStartObject();
            json.WriteString("time", DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("level", Name(lineLevel));
            json.WriteString("message", message);
            if (exception is not null)
                json.WriteString("exception", exception.ToString());
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        lock (_gate)
            _output.Write(line.GetBuffer(), 0, (int)line.Length);
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
