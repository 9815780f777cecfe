using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tasks;

/// <summary>The actor behind an event: a request with an API key, or the service itself.</summary>
/// <param name="Kind">`key` or `service`.</param>
/// <param name="Name">The key's name; or the part of the service: `scheduler`, `sender`, `watchdog`.</param>
/// <param name="KeyId">The key's id; null for the service.</param>
/// <param name="Role">What the key might do then; null for the service.</param>
/// <param name="IdempotencyKey">The request's Idempotency-Key; null when it had none.</param>
/// <param name="TraceId">The W3C trace id of the request, or of the service's work; null when there was none.</param>
internal sealed record AuditActorView(TaskActorKind Kind, string Name, string? KeyId, Role? Role, string? IdempotencyKey, string? TraceId)
{
    public static AuditActorView From(TaskActor actor) =>
        new(actor.Kind, actor.Name, actor.KeyId, actor.Role, actor.IdempotencyKey, actor.TraceId);
}
