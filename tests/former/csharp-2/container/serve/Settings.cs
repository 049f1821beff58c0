using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Serve;

/// <summary>What the environment decides: all of it, with its defaults. SAGEMAKER_SAFE_PORT_RANGE is kept by opening no second port (PIP-04).</summary>
internal sealed record Settings
{
    private static readonly Dictionary<string, LogLevel> LogLevels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["debug"] = LogLevel.Debug, ["info"] = LogLevel.Information, ["warning"] = LogLevel.Warning, ["warn"] = LogLevel.Warning,
        ["error"] = LogLevel.Error, ["critical"] = LogLevel.Critical, ["fatal"] = LogLevel.Critical,
    };

    public required int Port { get; init; }

    /// <summary>assembly:Type of the predictor.</summary>
    public required string ServiceModule { get; init; }

    /// <summary>How many requests are computed at once; the others wait their turn.</summary>
    public required int Workers { get; init; }

    /// <summary>How long a request may take. The default is the longest that asynchronous inference allows (ASY-02).</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The largest body in MB; 0 for any. The default is the largest of asynchronous inference (ASY-02).</summary>
    public required int MaxPayloadInMB { get; init; }

    /// <summary>The same in bytes; a body is held in one piece, which .NET bounds at 2 GB.</summary>
    public long LongestBody => MaxPayloadInMB == 0 ? Array.MaxLength - 1 : Math.Min(MaxPayloadInMB * 1024L * 1024, Array.MaxLength - 1);

    public required LogLevel LogLevel { get; init; }

    public required bool IsBatch { get; init; }

    public required string ModelFolder { get; init; }

    /// <exception cref="SettingFault">A value is not of the kind that it should be.</exception>
    public static Settings FromEnvironment() => new()
    {
        Port = Number("SAGEMAKER_BIND_TO_PORT", 8080, 1, 65535), // PIP-02
        ServiceModule = Text("SAGEMAKER_SERVICE_MODULE") ?? "serve:Predictor",
        Workers = Number("SAGEMAKER_MODEL_SERVER_WORKERS", Environment.ProcessorCount, 1, 1024),
        Timeout = TimeSpan.FromSeconds(Number("SAGEMAKER_MODEL_SERVER_TIMEOUT", 3600, 1, 86400)),
        MaxPayloadInMB = Number("SAGEMAKER_MAX_PAYLOAD_IN_MB", 1024, 0, 1_000_000),
        LogLevel = Level("SAGEMAKER_CONTAINER_LOG_LEVEL"),
        IsBatch = string.Equals(Text("SAGEMAKER_BATCH"), "true", StringComparison.OrdinalIgnoreCase), // BAT-02
        ModelFolder = Path.GetFullPath(Path.Combine(Text("SAGEMAKER_BASE_DIR") ?? "/opt/ml", "model")),
    };

    private static string? Text(string name) => Environment.GetEnvironmentVariable(name)?.Trim() is { Length: > 0 } text ? text : null;

    private static int Number(string name, int otherwise, int atLeast, int atMost)
    {
        if (Text(name) is not { } text)
            return otherwise;
        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= atLeast && number <= atMost
            ? number
            : throw new SettingFault($"{name}={text}: expected a whole number from {atLeast} to {atMost}");
    }

    // TK-04: a word, or a number as Python counts them: 10 is debug, 50 critical.
    private static LogLevel Level(string name)
    {
        if (Text(name) is not { } text)
            return LogLevel.Information;
        if (LogLevels.TryGetValue(text, out var level))
            return level;
        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 100
            ? (LogLevel)Math.Clamp(number / 10, (int)LogLevel.Debug, (int)LogLevel.Critical)
            : throw new SettingFault($"{name}={text}: expected a number or one of {string.Join(", ", LogLevels.Keys)}");
    }
}

/// <summary>The server cannot start as the environment asks. The message names the variable and the good values.</summary>
internal sealed class SettingFault(string message) : Exception(message);

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
