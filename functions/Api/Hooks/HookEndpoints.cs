using CampaignTasks.Api.Accounts;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tenants;
using CampaignTasks.Channels;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.Hooks;

/// <summary>Where providers report deliveries. No API key: each call proves itself to its account's reader.</summary>
internal static class HookEndpoints
{
    private const string Tag = "Webhooks";

    private static readonly string[] Methods = ["POST", "GET", "OPTIONS"];

    public static void MapHooks(this IEndpointRouteBuilder api) =>
        api.MapMethods("/hooks/{channel}/{account}", Methods, CallAsync).IsOpen().WithMetadata(new TakesAnyQuery())
            .WithName("webhook").WithTags(Tag).WithSummary("Takes a provider's delivery reports and handshakes.").ExcludeFromDescription();

    private static async Task<IResult> CallAsync(
        string channel,
        string account,
        HttpContext context,
        IAccountStore accounts,
        AccountOpener opener,
        ChannelCatalog channels,
        WebhookAddress addresses,
        ReceiptRecorder recorder,
        InboundKeywords keywords,
        TimeProvider time,
        ILogger<ReceiptRecorder> logger,
        CancellationToken cancellationToken)
    {
        if (!Ulids.IsOne(account)
            || !WireNames.TryParse<ChannelKind>(channel, out var kind)
            || await accounts.FindTenantAsync(account, cancellationToken) is not { } tenantId
            || await accounts.FindAsync(tenantId, account, cancellationToken) is not { } found
            || found.Channel != kind
            || channels.FindReader(found.Provider) is not { } reader)
        {
            return Problems.NotFound();
        }

        var call = new WebhookCall(
            context.Request.Method, addresses.Called(context.Request), FirstValues(context.Request), await RequestBody.ReadAsync(context), time.GetUtcNow());
        switch (reader.Read(call, opener.Open(found)))
        {
            case WebhookReading.Receipts receipts:
                await recorder.RecordAsync(found, receipts.Items, cancellationToken);
                return TypedResults.Ok();
            case WebhookReading.Inbound inbound:
                await keywords.HearAsync(found, inbound, cancellationToken);
                return TypedResults.Ok();
            case WebhookReading.Reply reply:
                return new ReplyResult(reply);
            case WebhookReading.Forged forged:
                logger.WebhookRefused(found.Id, forged.Reason);
                return Problems.Forbidden("This call does not prove that it comes from the account's provider.");
            case WebhookReading.Unreadable unreadable:
                logger.WebhookRefused(found.Id, unreadable.Reason);
                return Problems.BadRequest(unreadable.Reason);
            default:
                throw new InvalidOperationException("An unknown reading of a webhook call.");
        }
    }

    private static Dictionary<string, string> FirstValues(HttpRequest request) =>
        request.Headers.ToDictionary(header => header.Key, header => header.Value.Count > 0 ? header.Value[0] ?? "" : "", StringComparer.OrdinalIgnoreCase);

    /// <summary>A handshake's answer, exactly as the reader worded it.</summary>
    private sealed class ReplyResult(WebhookReading.Reply reply) : IResult
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
