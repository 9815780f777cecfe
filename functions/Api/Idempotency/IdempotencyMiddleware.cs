using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Telemetry;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Idempotency;
using CampaignTasks.Storage.Rows;
using Microsoft.AspNetCore.Http.Features;

namespace CampaignTasks.Api.Idempotency;

/// <summary>
/// The middleware that carries out a request with an <c>Idempotency-Key</c> once, and repeats its answer to the same request for 24 hours.
/// </summary>
internal sealed class IdempotencyMiddleware(
    RequestDelegate next,
    IIdempotencyStore store,
    ISecretProtector box,
    TimeProvider time,
    ILogger<IdempotencyMiddleware> logger
)
{
    public const string Header = "Idempotency-Key";

    private const string Replayed = "Idempotent-Replayed";

    private const int LongestKey = 255;

    private static readonly string[] KeptHeaders = ["Content-Type", "Location", "ETag"];

    public async Task InvokeAsync(HttpContext context)
    {
        var header = context.Request.Headers[Header];
        if (
            header.Count == 0
            || context.Features.Get<Caller>() is not { } caller
            || context.GetEndpoint()?.Metadata.GetMetadata<TakesIdempotencyKey>() is null
        )
        {
            await next(context);
            return;
        }

        var key = header.ToString();
        if (header.Count > 1 || key.Length is 0 or > LongestKey || key.Any(c => c is < ' ' or > '~'))
        {
            throw new ProblemException(Problems.Invalid(Header, $"Give 1 to {LongestKey} printable ASCII characters."));
        }

        var slot = new Slot(caller.TenantId, Hash(Encoding.UTF8.GetBytes(key)));
        var fingerprint = await FingerprintAsync(context);
        switch (await store.TryBeginAsync(slot.Tenant, slot.Key, fingerprint, time.GetUtcNow(), context.RequestAborted))
        {
            case IdempotencyEntry.Started started:
                context.Features.Set(new ResourceId(Ulids.Derive(started.FirstBegunAt, $"{slot.Tenant}/{slot.Key}/{fingerprint}")));
                await CarryOutAsync(context, slot, started);
                break;
            case IdempotencyEntry.Done done:
                if (done.Answer.OnlyForKey is { } owner && owner != caller.KeyId)
                {
                    throw new ProblemException(Problems.IdempotencyOfAnotherKey());
                }

                await RepeatAsync(context, slot, done.Answer);
                break;
            case IdempotencyEntry.OtherRequest:
                throw new ProblemException(Problems.IdempotencyMismatch());
            default:
                throw new ProblemException(Problems.Busy());
        }
    }

    private async Task CarryOutAsync(HttpContext context, Slot slot, IdempotencyEntry.Started started)
    {
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var buffer = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(buffer));
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(body);
        }

        await KeepAsync(context, slot, started, buffer.ToArray());
        if (buffer.Length > 0)
        {
            await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
        }
    }

    /// <summary>
    /// Keeps an answer that a repetition should get. What says "not now" is forgotten, so that a repetition is carried out at once. After a
    /// fault of ours nobody knows what was stored: the claim stays, and a repetition takes it over when it has run out, with the same ids.
    /// </summary>
    private async Task KeepAsync(HttpContext context, Slot slot, IdempotencyEntry.Started started, byte[] body)
    {
        try
        {
            // The act is done, whether or not its caller still listens: None, so that the answer is kept.
            if (context.Response.StatusCode is 408 or 412 or 429)
            {
                await store.AbandonAsync(slot.Tenant, slot.Key, started, CancellationToken.None);
                return;
            }

            if (context.Response.StatusCode is >= 499)
            {
                return;
            }

            var headers = KeptHeaders
                .Where(name => context.Response.Headers.ContainsKey(name))
                .ToDictionary(name => name, name => context.Response.Headers[name].ToString(), StringComparer.Ordinal);

            var text = Pack(body, slot);
            if (text.Length > StoredAnswer.MaxBodyBytes)
            {
                // A repetition must not see another answer: the claim stays, and once it has run out a repetition meets what this request
                // stored.
                logger.AnswerTooLong(body.Length);
                return;
            }

            await store.CompleteAsync(
                slot.Tenant,
                slot.Key,
                started,
                new StoredAnswer(context.Response.StatusCode, headers, text) { OnlyForKey = OwnerOf(context) },
                CancellationToken.None
            );
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The act succeeded: its caller must learn so. A repetition waits out the claim and then meets what the act left.
            logger.AnswerNotKept(e);
        }
    }

    private static string? OwnerOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<AnswersWithSecret>() is null ? null : context.Features.Get<Caller>()?.KeyId;

    private async Task RepeatAsync(HttpContext context, Slot slot, StoredAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.Headers[Replayed] = "true";
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        var body = Unpack(answer.Body, slot);
        if (body.Length > 0)
        {
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    /// <summary>
    /// Sealed, since an answer may show a key once and nobody else ever; gzipped before, since what is sealed does not get shorter.
    /// </summary>
    private byte[] Pack(byte[] body, Slot slot) => Encoding.UTF8.GetBytes(box.Protect(Convert.ToBase64String(Gzip.Zip(body)), slot.Place));

    private ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> packed, Slot slot) =>
        Gzip.Unzip(Convert.FromBase64String(box.Unprotect(Encoding.UTF8.GetString(packed.Span), slot.Place)));

    private static async ValueTask<string> FingerprintAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context);
        return Hash(
            Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {Hash(body.Span)}")
        );
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed record Slot(string Tenant, string Key)
    {
        public string Place => $"idempotency/{Tenant}/{Key}";
    }
}
