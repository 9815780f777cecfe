using System.Reflection;
using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Domain.Automations;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignTasks.Api.Automations;

/// <summary>The action of one request; the answer is the automation after it.</summary>
internal sealed class AutomationActionHandler(Caller caller, AutomationService service, AutomationReader reader, HttpContext context)
    : IBindableFromHttpContext<AutomationActionHandler>
{
    public static ValueTask<AutomationActionHandler?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var services = context.RequestServices;
        return ValueTask.FromResult<AutomationActionHandler?>(
            new AutomationActionHandler(
                context.Features.GetRequiredFeature<Caller>(),
                services.GetRequiredService<AutomationService>(),
                services.GetRequiredService<AutomationReader>(),
                context
            )
        );
    }

    public async Task<Results<Ok<AutomationView>, Problem>> MoveAsync(
        string id,
        string name,
        Func<Automation, DateTimeOffset, Automation> move,
        CancellationToken cancellationToken
    )
    {
        var action = new AutomationAction(name, Actors.Of(context), move)
        {
            StartsDraft = name is "start",
            EnsureVersion = version => ETags.Check(context.Request, version),
        };
        return
            Ulids.IsValid(id) && await service.ActAsync(new AutomationKey(caller.TenantId, id), action, cancellationToken) is { } automation
            ? TypedResults.Ok(await reader.ReadAsync(automation, context, cancellationToken))
            : AutomationReader.NotFound();
    }
}
