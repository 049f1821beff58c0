using System.Buffers;
using Serve.Formats;

namespace Serve;

/// <summary>POST /invocations: reads the body, has it predicted, answers in the form that the caller accepts.</summary>
internal sealed class Invocations(Model model, Settings settings, JsonLog log) : IDisposable
{
    // Bodies are read and answers sent side by side; computing is bounded, and leaves threads for /ping (INF-15).
    private readonly SemaphoreSlim _workers = new(settings.Workers);

    public async Task HandleAsync(HttpContext context)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(settings.Timeout);
        try
        {
            await AnswerAsync(context, limit.Token);
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

    private async Task AnswerAsync(HttpContext context, CancellationToken ct)
    {
        var predictor = model.Predictor
            ?? throw new RequestFault("the model is not loaded yet", StatusCodes.Status503ServiceUnavailable);
        var given = MediaTypes.OfRequest(context.Request.ContentType);
        var wanted = MediaTypes.OfAnswer(context.Request.Headers.Accept, given);

        var answer = new ArrayBufferWriter<byte>();
        using (var body = await Body.ReadAsync(context.Request, settings.LongestBody, ct))
        {
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
