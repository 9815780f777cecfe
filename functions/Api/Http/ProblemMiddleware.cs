using System.Diagnostics;
using CampaignTasks.Api.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Api.Http;

/// <summary>
/// The middleware that answers failed requests, and those that end without a body, with a problem, and gives every answer its security
/// headers. It is outermost, and once more inside the storing of idempotent answers, so that problems are stored too.
/// </summary>
internal sealed class ProblemMiddleware(RequestDelegate next, IStorageErrors storage, TimeProvider time, ILogger<ProblemMiddleware> logger)
{
    /// <summary>Longer than any request that succeeds; shorter than what callers and proxies wait for.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The source of exceptions about a broken request; those of storage have another source.</summary>
    private const string Server = "Microsoft.AspNetCore.Server.Kestrel";

    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        // Answers hold people's addresses, and some a key, as addresses of the management API do: no cache on the way may keep them.
        context.Response.Headers.CacheControl = "no-store";

        if (context.Features.Get<Caller>() is { } known)
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<WithoutRequestTimeout>() is not null)
            {
                context.RequestAborted = known.Gone;
            }

            await InvokeAsync(context, known.Gone);
            return;
        }

        var caller = context.RequestAborted;
        using var timeout = new CancellationTokenSource(RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(caller, timeout.Token);
        context.Features.Set(new Caller(caller));
        context.RequestAborted = either.Token;
        await InvokeAsync(context, caller);
    }

    private async Task InvokeAsync(HttpContext context, CancellationToken caller)
    {
        try
        {
            await next(context);
        }
        catch (Exception e)
            when (caller.IsCancellationRequested
                && e
                    is OperationCanceledException
                        or IOException
                        or ProblemException
                        or ValidationException
                        or ConflictException
                        or QuotaExceededException
            )
        {
            // The caller has gone: there is nobody to answer.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            // The request's timeout may be over, but the answer is still to be written.
            context.RequestAborted = caller;
            await AnswerAsync(context, e);
            return;
        }
        catch (Exception e)
        {
            // The answer is on its way: only its missing end can tell the caller that it is not whole.
            Internal(context, e);
            context.Abort();
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await Problems.OfStatus(context.Response.StatusCode).ExecuteAsync(context);
        }
    }

    private static TaskActor CallerOf(HttpContext context) =>
        context.Features.Get<RequestOwner>() is { } owner
            ? new TaskActor(TaskActorKind.Key, owner.KeyId, owner.KeyId, owner.Role)
            : TaskActor.Service;

    private async Task AnswerAsync(HttpContext context, Exception e)
    {
        var problem = e switch
        {
            ProblemException known => known.Problem,
            ValidationException invalid => Problems.Invalid(invalid.Errors),
            QuotaExceededException exceeded => Problems.QuotaExceeded(exceeded),
            CapacityExceededException { IsTenants: true } full => Problems.TooManyAtOnce(full.Message),
            CapacityExceededException full => Problems.AtCapacity(full.Message),
            ConflictException conflict => Problems.Conflict(conflict.Code, conflict.Message) with
            {
                Tasks = conflict.Tasks.Count > 0 ? conflict.Tasks : null,
            },
            ReservedMoveException reserved => Problems.Forbidden(reserved.Message),
            InvalidTransitionException wrong => Problems.InvalidTransition(wrong, CallerOf(context)),
            ConcurrencyConflictException lost => Problems.LostRace(lost.Message),
            BadCursorException bad => Problems.Invalid("cursor", bad.Message),
            BadHttpRequestException { StatusCode: 408 } => Problems.TooSlow(),
            BadHttpRequestException { StatusCode: 413 } => Problems.TooLarge(RequestBody.LimitOf(context)),
            BadHttpRequestException { StatusCode: >= 400 and < 500 } => Problems.BadRequest(
                "The request broke off or is not HTTP as it should be."
            ),
            IOException { Source: { } source } when source.StartsWith(Server, StringComparison.Ordinal) => Problems.BadRequest(
                "The request broke off or is not HTTP as it should be."
            ),
            OperationCanceledException or AggregateException or IOException or HttpRequestException or TimeoutException => Unavailable(
                context,
                e
            ),
            _ when storage.IsTransient(e) => Unavailable(context, e),
            _ => Internal(context, e),
        };
        await problem.ExecuteAsync(context);
    }

    /// <summary>
    /// Storage did not answer: its client gives up after retries (an aggregate of them), or the request's timeout ended first.
    /// </summary>
    private Problem Unavailable(HttpContext context, Exception e) =>
        Problems.Unavailable("A part this needs does not answer: GET /api/health names it. Try again in a moment.") with
        {
            TraceId = Internal(context, e).TraceId,
        };

    private Problem Internal(HttpContext context, Exception e)
    {
        var traceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        logger.RequestFailed(context.Request.Method, context.GetEndpoint()?.DisplayName ?? "no endpoint", traceId, e);
        return Problems.Internal(traceId);
    }

    /// <summary>The caller's own token, without the request's timeout.</summary>
    private sealed record Caller(CancellationToken Gone);
}
