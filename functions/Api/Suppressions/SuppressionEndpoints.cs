using CampaignTasks.Api.Access;
using CampaignTasks.Api.Exports;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Suppressions;

/// <summary>The endpoints of suppressions: list, add by hand, lift by hand.</summary>
internal static class SuppressionEndpoints
{
    private const string Tag = "Suppressions";

    private static readonly QueryParameter Channel = QueryParameter.OneOf<ChannelKind>("channel", "Only those of this channel.");

    public static void MapSuppressions(this IEndpointRouteBuilder api)
    {
        var suppressions = api.MapGroup("/suppressions");
        suppressions
            .MapGet("", ListAsync)
            .Requires(Role.Viewer)
            .Query(
                Channel,
                new QueryParameter("address", "Only the one of this address; give the channel, too."),
                QueryParameter.Limit,
                QueryParameter.Cursor
            )
            .Named("listSuppressions", Tag, "Lists addresses to which nothing is sent.");
        suppressions
            .MapGet("/export", ExportAll)
            .Requires(Role.Viewer)
            .Exports(Channel)
            .Named("exportSuppressions", Tag, "Exports the addresses to which nothing is sent.");
        suppressions
            .MapPost("", AddAsync)
            .Requires(Role.Operator)
            .Idempotent()
            .Named("addSuppression", Tag, "Suppresses an address on a channel, whether or not a contact has it.");
        suppressions
            .MapDelete("/{channel}/{address}", LiftAsync)
            .Requires(Role.Operator)
            .Named("liftSuppression", Tag, "Lifts a suppression. Consent stays as it is.");
    }

    private static async Task<Ok<SuppressionList>> ListAsync(
        Query query,
        Caller caller,
        SuppressionService service,
        CancellationToken cancellationToken
    )
    {
        var page = await service.ListAsync(
            caller.TenantId,
            query.One<ChannelKind>("channel"),
            query.Text("address"),
            query.Limit,
            query.Cursor,
            cancellationToken
        );
        return TypedResults.Ok(new SuppressionList([.. page.Items.Select(SuppressionView.From)], page.Next));
    }

    private static Export<ExportedSuppressionView> ExportAll(
        Query query,
        Caller caller,
        SuppressionService service,
        CancellationToken cancellationToken
    ) =>
        new(
            "suppressions",
            query,
            service
                .ReadAllAsync(caller.TenantId, query.One<ChannelKind>(Channel.Name), query.After(), cancellationToken)
                .Select(ExportedSuppressionView.From),
            ExportedSuppressionView.Columns
        );

    private static async Task<Created<SuppressionView>> AddAsync(
        JsonBody<SuppressionRequest> body,
        Caller caller,
        SuppressionService service,
        CancellationToken cancellationToken
    )
    {
        var added = await service.AddAsync(caller.TenantId, body.Value, cancellationToken);
        return TypedResults.Created(
            $"/api/suppressions/{EnumNames.Of(added.Channel)}/{Uri.EscapeDataString(added.Address)}",
            SuppressionView.From(added)
        );
    }

    private static async Task<Results<NoContent, Problem>> LiftAsync(
        string channel,
        string address,
        Caller caller,
        SuppressionService service,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ETags.Refuse(request);
        if (!EnumNames.TryParse<ChannelKind>(channel, out var kind))
        {
            return Problems.NotFound("The suppression");
        }

        // Routing leaves an encoded slash as it is: addresses of webhooks have some.
        var isEncoded = address.Contains("%2F", StringComparison.OrdinalIgnoreCase);
        var decoded = address.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return
            await service.LiftAsync(caller.TenantId, kind, address, cancellationToken)
            || (isEncoded && await service.LiftAsync(caller.TenantId, kind, decoded, cancellationToken))
            ? TypedResults.NoContent()
            : Problems.NotFound("The suppression");
    }
}
