using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Telemetry;
using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Hooks;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Channels;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Webhooks;

/// <summary>
/// The endpoint for providers' delivery reports and for what people write to accounts. It needs no API key: the adapter of the account's
/// provider verifies each call.
/// </summary>
internal static class WebhookEndpoints
{
    private const string Tag = "Webhooks";

    private static readonly string[] Methods = ["POST", "GET", "OPTIONS"];

    public static void MapWebhooks(this IEndpointRouteBuilder api) =>
        api.MapMethods("/hooks/{channel}/{account}", Methods, CallAsync)
            .IsOpen()
            .WithMetadata(new TakesAnyQuery())
            .WithName("webhook")
            .WithTags(Tag)
            .WithSummary("Receives a provider's delivery reports, inbound messages and handshakes.")
            .ExcludeFromDescription();

    private static async Task<IResult> CallAsync(
        string channel,
        string account,
        HttpContext context,
        IAccountStore accounts,
        AccountResolver resolver,
        IChannelCatalog channels,
        WebhookAddress addresses,
        HookRecorder recorder,
        TimeProvider time,
        ILogger<HookRecorder> logger,
        CancellationToken cancellationToken
    )
    {
        if (
            !Ulids.IsValid(account)
            || !EnumNames.TryParse<ChannelKind>(channel, out var kind)
            || await accounts.FindTenantAsync(account, cancellationToken) is not { } tenantId
            || await accounts.FindAsync(tenantId, account, cancellationToken) is not { } found
            || found.Channel != kind
            || channels.FindReader(found.Provider) is not { } reader
        )
        {
            return Problems.NotFound();
        }

        var call = new WebhookCall(
            context.Request.Method,
            CalledAddress(context.Request, addresses),
            FirstValues(context.Request),
            await RequestBody.ReadAsync(context),
            time.GetUtcNow()
        );
        var result = reader.Read(call, resolver.Open(found));
        switch (result)
        {
            case WebhookResult.Several { Answer.Length: > 0 } several:
                await recorder.RecordAsync(found, several, cancellationToken);
                return TypedResults.Text(several.Answer);
            case WebhookResult.Receipts or WebhookResult.OwnReceipt or WebhookResult.Inbound or WebhookResult.Several:
                await recorder.RecordAsync(found, result, cancellationToken);
                return TypedResults.Ok();
            case WebhookResult.Reply reply:
                return new ReplyResult(reply);
            case WebhookResult.Unverified unverified:
                logger.WebhookRefused(found.Id, unverified.Reason);
                return Problems.Forbidden("The call is not authentic: only the account's provider may call this webhook.");
            case WebhookResult.Unreadable unreadable:
                logger.WebhookRefused(found.Id, unreadable.Reason);
                return Problems.BadRequest(unreadable.Reason);
            default:
                throw new InvalidOperationException("Unknown result of a webhook call.");
        }
    }

    /// <summary>Returns the request's address as its caller wrote it, under the deployment's public address.</summary>
    private static Uri CalledAddress(HttpRequest request, WebhookAddress addresses) =>
        new($"{addresses.Base($"{request.Scheme}://{request.Host}")}{request.PathBase}{request.Path}{request.QueryString}");

    private static Dictionary<string, string> FirstValues(HttpRequest request) =>
        request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.Count > 0 ? header.Value[0] ?? "" : "",
            StringComparer.OrdinalIgnoreCase
        );

    /// <summary>The response to a handshake, exactly as the provider expects it.</summary>
    private sealed class ReplyResult(WebhookResult.Reply reply) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            foreach (var (name, value) in reply.Headers)
            {
                httpContext.Response.Headers[name] = value;
            }

            httpContext.Response.ContentType = reply.ContentType;
            await httpContext.Response.WriteAsync(reply.Body, httpContext.RequestAborted);
        }
    }
}
