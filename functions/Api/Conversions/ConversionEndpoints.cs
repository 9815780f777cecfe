using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Conversions;

/// <summary>The endpoint of conversions. A campaign's label may contain any character, so it is a query parameter.</summary>
internal static class ConversionEndpoints
{
    private const string Campaign = "campaign";

    public static void MapConversions(this IEndpointRouteBuilder api) =>
        api.MapGet("/conversions", GetAsync)
            .Requires(Role.Viewer)
            .Query(new QueryParameter(Campaign, "The campaign's label, exactly.") { IsRequired = true })
            .Named(
                "getConversions",
                "Conversions",
                "Reads the conversions of a campaign's tasks: orders within the attribution window after their messages, and the revenue."
            );

    private static async Task<Results<Ok<CampaignConversions>, Problem>> GetAsync(
        Query query,
        Caller caller,
        ITaskStore tasks,
        IConversionStore conversions,
        CancellationToken cancellationToken
    )
    {
        if (TextRules.Label(query.Text(Campaign)) is not { } campaign)
        {
            return Problems.Invalid(Campaign, "The campaign is missing: give its label, as in ?campaign=spring.");
        }

        var (sum, items, cursor) = (ConversionTotals.None, new List<TaskConversions>(), (string?)null);
        do
        {
            var page = await tasks.ListAsync(
                caller.TenantId,
                new TaskFilter(Campaign: campaign),
                Http.Query.LargestPage,
                cursor,
                cancellationToken
            );
            var totals = await conversions.TotalsAsync(caller.TenantId, [.. page.Items.Select(task => task.Id)], cancellationToken);
            items.AddRange(
                page.Items.Select((task, i) => new TaskConversions(task.Id, task.Plan.Name, totals[i].Converted, totals[i].Revenue))
            );
            sum = totals.Aggregate(sum, (a, b) => a + b);
            cursor = page.Next;
        } while (cursor is not null);
        return items.Count is 0
            ? Problems.NotFound("A task of this campaign")
            : TypedResults.Ok(new CampaignConversions(campaign, sum.Converted, sum.Revenue, items));
    }
}
