using CampaignTasks.Api.Http;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.App.Operations;

/// <summary>The operations on many instances.</summary>
internal sealed class BulkOperations(DurableTaskClient client, PageTokens tokens)
{
    private const string TokenHeader = "x-ms-continuation-token";

    private const int LargestPage = 1_000;

    public async Task ListAsync(HttpContext context)
    {
        var showInput = ManagementRequest.Flag(context, "showInput", otherwise: true);
        var size = Math.Min(ManagementRequest.Number(context, "top") ?? OrchestrationQuery.DefaultPageSize, LargestPage);
        var query = new OrchestrationQuery(
            ManagementRequest.Time(context, "createdTimeFrom"),
            ManagementRequest.Time(context, "createdTimeTo"),
            ManagementRequest.Statuses(context),
            TaskHubNames: null,
            ManagementRequest.Text(context, "instanceIdPrefix"),
            size,
            FetchInputsAndOutputs: true
        );
        var token = context.Request.Headers[TokenHeader] is [{ Length: > 0 } given]
            ? tokens.Open(given) ?? throw ManagementRequest.Bad("token", "It is none that this server gave: begin with the first page.")
            : null;
        await foreach (var page in client.GetAllInstancesAsync(query).AsPages(token, size).WithCancellation(context.RequestAborted))
        {
            if (page.ContinuationToken is { } next)
            {
                context.Response.Headers[TokenHeader] = tokens.Seal(next);
            }

            await StatusJson.WriteAsync(context, 200, json =>
            {
                json.WriteStartArray();
                foreach (var instance in page.Values)
                {
                    StatusJson.WriteInstance(json, instance, showInput);
                }

                json.WriteEndArray();
            });
            return;
        }
    }

    public async Task PurgeAsync(HttpContext context)
    {
        var from = ManagementRequest.Time(context, "createdTimeFrom")
            ?? throw ManagementRequest.Bad(
                "createdTimeFrom",
                "It is missing: say from when on instances are purged, as in 2026-12-01T09:00:00Z."
            );
        var purged = await client.PurgeAllInstancesAsync(
            new(from, ManagementRequest.Time(context, "createdTimeTo"), ManagementRequest.Statuses(context)),
            context.RequestAborted
        );
        if (purged.PurgedInstanceCount == 0)
        {
            await Problems.NotFound("An ended instance of that time").ExecuteAsync(context);
            return;
        }

        await WritePurgedAsync(context, purged.PurgedInstanceCount);
    }

    public static Task ListNothingAsync(HttpContext context) => StatusJson.WriteAsync(context, 200, json =>
        {
            json.WriteStartArray();
            json.WriteEndArray();
        });

    public static Task WritePurgedAsync(HttpContext context, int count) => StatusJson.WriteAsync(context, 200, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("instancesDeleted", count);
            json.WriteEndObject();
        });
}
