using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tenants;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Sandbox;

/// <summary>What went to the sandbox instead of a provider.</summary>
internal static class SandboxEndpoints
{
    public static void MapSandbox(this IEndpointRouteBuilder api) =>
        api.MapGet("/sandbox/messages", ListAsync).Requires(Role.Viewer).Query(QueryParameter.Limit, QueryParameter.Cursor)
            .Named("listSandboxMessages", "Sandbox", "Lists the messages that the sandbox took.");

    private static async Task<Ok<SandboxList>> ListAsync(Query query, Caller caller, ISandboxOutbox outbox, CancellationToken cancellationToken)
    {
        var page = await outbox.ListAsync(caller.TenantId, query.Limit, query.Cursor, cancellationToken);
        return TypedResults.Ok(new SandboxList([.. page.Items.Select(SandboxView.Of)], page.Next));
    }
}

/// <summary>A message that the sandbox took.</summary>
/// <param name="Id">The message's id in its run.</param>
/// <param name="RunId">The run.</param>
/// <param name="Channel">The channel it was meant for.</param>
/// <param name="Account">The sandbox account it left through.</param>
/// <param name="To">The address.</param>
/// <param name="Subject">The subject as the recipient would read it.</param>
/// <param name="Text">The text as the recipient would read it.</param>
/// <param name="Html">The HTML as the recipient would read it.</param>
/// <param name="TemplateId">The provider's template.</param>
/// <param name="TemplateVariables">The template's variables.</param>
/// <param name="At">When the sandbox first took it.</param>
internal sealed record SandboxView(
    string Id,
    string RunId,
    ChannelKind Channel,
    string Account,
    string To,
    string? Subject,
    string? Text,
    string? Html,
    string? TemplateId,
    IReadOnlyDictionary<string, string>? TemplateVariables,
    DateTimeOffset At)
{
    public static SandboxView Of(SandboxMessage message) => new(
        message.Id.ToString(),
        message.Id.Run.ToString(),
        message.Channel,
        message.AccountId,
        message.To,
        message.Content.Subject,
        message.Content.Text,
        message.Content.Html,
        message.Content.TemplateId,
        message.Content.TemplateVariables,
        message.At);
}

/// <summary>A page of the sandbox's messages.</summary>
internal sealed record SandboxList(IReadOnlyList<SandboxView> Items, string? Next);
