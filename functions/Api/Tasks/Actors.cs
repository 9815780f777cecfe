using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Idempotency;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Tasks;
using Microsoft.AspNetCore.Http.Features;

namespace CampaignTasks.Api.Tasks;

/// <summary>The actor of a request, for the log of a task.</summary>
internal static class Actors
{
    /// <summary>The key of a request, and how to find the request again.</summary>
    public static TaskActor Of(HttpContext context)
    {
        var caller = context.Features.GetRequiredFeature<Caller>();
        return new TaskActor(
            TaskActorKind.Key,
            caller.KeyName ?? caller.KeyId,
            caller.KeyId,
            caller.Role,
            context.Request.Headers[IdempotencyMiddleware.Header] is [{ Length: > 0 } key] ? key : null,
            ActorTrace.Current
        );
    }
}
