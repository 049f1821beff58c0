using System.Buffers;
using Serve.Formats;

namespace Serve;

/// <summary>POST /invocations: reads the body, has it predicted, answers in the form that the caller accepts.</summary>
internal sealed class Invocations(Model model, Settings settings, JsonLog log) : IDisposable
{
    // Beyond this many bytes of body and answer, memory is given back at once: left to itself the collector waits, and one
    // large body after the other is added up.
    private const int Large = 4 << 20;

    // Bodies are read and answers sent side by side; computing is bounded, and leaves threads for /ping (INF-15).
    private readonly SemaphoreSlim _workers = new(settings.Workers);

    public async Task HandleAsync(HttpContext context)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(settings.Timeout);
        try
        {
            if (await AnswerAsync(context, limit.Token) > Large)
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
        catch (RequestFault e)
        {
            await RefuseAsync(context, e.Status, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context, e.StatusCode, e.Message);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to answer.
        }
        catch (OperationCanceledException)
        {
            await RefuseAsync(context, StatusCodes.Status504GatewayTimeout, "no answer within SAGEMAKER_MODEL_SERVER_TIMEOUT seconds");
        }
        catch (Exception e)
        {
            log.Error("the predictor failed", e);
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, "the predictor failed; its log says why");
        }
    }

    public void Dispose() => _workers.Dispose();

    // How many bytes came and went.
    private async Task<long> AnswerAsync(HttpContext context, CancellationToken ct)
    {
        var predictor = model.Predictor
            ?? throw new RequestFault("the model is not loaded yet", StatusCodes.Status503ServiceUnavailable);
        var given = MediaTypes.OfRequest(context.Request.ContentType);
        var wanted = MediaTypes.OfAnswer(context.Request.Headers.Accept, given);

        var answer = new ArrayBufferWriter<byte>();
        long size;
        using (var body = await Body.ReadAsync(context.Request, settings.LongestBody, ct))
        {
            size = body.Bytes.Length;
            await _workers.WaitAsync(ct);
            try
            {
                using var records = new Records(predictor, ct);
                Read(given, body.Bytes, records);
                records.Finish();
                Answer.Write(wanted, records, answer);
            }
            finally
            {
                _workers.Release();
            }
        }

        context.Response.ContentType = MediaTypes.NameOf(wanted);
        context.Response.ContentLength = answer.WrittenCount;
        await context.Response.Body.WriteAsync(answer.WrittenMemory, ct);
        return size + answer.WrittenCount;
    }

    private static void Read(MediaType type, ReadOnlySpan<byte> body, Records records)
    {
        if (body.IsEmpty)
            throw new RequestFault("the body is empty");
        switch (type)
        {
            case MediaType.Csv:
                CsvBody.Read(body, records);
                break;
            case MediaType.Json:
                JsonBody.Read(body, records);
                break;
            case MediaType.JsonLines:
                JsonBody.ReadLines(body, records);
                break;
            default:
                NpyBody.Read(body, records);
                break;
        }
    }

    private async Task RefuseAsync(HttpContext context, int status, string reason)
    {
        log.Info($"{context.Request.Method} {context.Request.Path} {status}: {reason}");
        await Errors.WriteAsync(context.Response, status, reason);
    }
}

/// <summary>What is wrong with a request; the caller gets the message (INF-23).</summary>
internal sealed class RequestFault(string message, int status = StatusCodes.Status400BadRequest) : Exception(message)
{
    public int Status => status;
}

/// <summary>A request's whole body in one piece of borrowed memory.</summary>
internal sealed class Body : IDisposable
{
    private const int FirstSize = 64 * 1024;

    // What is larger is not from the pool, which would keep one for each thread.
    private const int Borrowed = 1 << 20;

    private byte[] _buffer;
    private int _length;

    private Body(long? announced) =>
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(announced + 1 ?? FirstSize, 1, FirstSize));

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Reads to the end, be the length announced or the body in chunks (INF-26).</summary>
    /// <param name="longest">How long it may be. Checked here and not by Kestrel, which hangs up on callers that still send.</param>
    public static async Task<Body> ReadAsync(HttpRequest request, long longest, CancellationToken ct)
    {
        if (request.ContentLength > longest)
            throw TooLarge();
        var body = new Body(request.ContentLength);
        try
        {
            while (await request.Body.ReadAsync(body._buffer.AsMemory(body._length), ct) is > 0 and var read)
            {
                body._length += read;
                if (body._length > longest)
                    throw TooLarge();
                if (body._length == body._buffer.Length)
                    body.Grow(request.ContentLength);
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose() => GiveBack(_buffer);

    private static RequestFault TooLarge() =>
        new("the body is larger than SAGEMAKER_MAX_PAYLOAD_IN_MB allows", StatusCodes.Status413PayloadTooLarge);

    // To the announced length once the caller has begun to send in earnest; without one, by doubling.
    private void Grow(long? announced)
    {
        var size = announced + 1 ?? Math.Min(_length * 2L, Array.MaxLength);
        var larger = size > Borrowed ? GC.AllocateUninitializedArray<byte>((int)size) : ArrayPool<byte>.Shared.Rent((int)size);
        Bytes.CopyTo(larger);
        GiveBack(_buffer);
        _buffer = larger;
    }

    private static void GiveBack(byte[] buffer)
    {
        if (buffer.Length <= Borrowed)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
