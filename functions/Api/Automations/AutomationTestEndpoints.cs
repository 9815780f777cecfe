using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Automations;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Automations;

/// <summary>The endpoints of tests of automations.</summary>
internal static class AutomationTestEndpoints
{
    private const string Tag = AutomationEndpoints.Tag;

    public static void MapAutomationTests(this IEndpointRouteBuilder automations)
    {
        automations
            .MapPost("/{id}/test", TestAsync)
            .Named("testAutomation", Tag, "Sends testers through the automation with its waits shortened. It counts nowhere.")
            .Requires(Role.Operator)
            .Idempotent();
        automations
            .MapGet("/{id}/tests", ListAsync)
            .Named("listAutomationTests", Tag, "Lists an automation's tests with the way of every tester, newest first.")
            .Requires(Role.Viewer)
            .Query(QueryParameter.Limit, QueryParameter.Cursor);
    }

    private static async Task<Results<Accepted<AutomationTestView>, Problem>> TestAsync(
        string id,
        JsonBody<AutomationTestRequest> body,
        ResourceId testId,
        Caller caller,
        AutomationTests tests,
        AutomationReader reader,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await reader.FindAsync(caller, id, cancellationToken) is not { } automation)
        {
            return AutomationReader.NotFound();
        }

        ETags.Check(context.Request, automation.ETag);
        var test = await tests.StartAsync(Actors.Of(context), automation, testId.Value, body.Value, cancellationToken);
        return TypedResults.Accepted(
            $"/api/automations/{automation.Id}/tests",
            AutomationTestView.From(await tests.ReadAsync(test, cancellationToken))
        );
    }

    private static async Task<Results<Ok<AutomationTestList>, Problem>> ListAsync(
        string id,
        Query query,
        Caller caller,
        AutomationReader reader,
        AutomationTests tests,
        CancellationToken cancellationToken
    )
    {
        if (await reader.FindAsync(caller, id, cancellationToken) is not { } automation)
        {
            return AutomationReader.NotFound();
        }

        var page = await tests.ListAsync(automation, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new AutomationTestList([.. page.Items.Select(AutomationTestView.From)], page.Next));
    }
}
