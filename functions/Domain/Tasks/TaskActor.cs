using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Domain.Tasks;

/// <summary>The actor behind an event of a task.</summary>
/// <param name="Kind">A key, or the service.</param>
/// <param name="Name">What people call the key; or the part of the service: <c>scheduler</c>, <c>sender</c>, <c>watchdog</c>.</param>
/// <param name="KeyId">The key's id; null for the service.</param>
/// <param name="Role">The key's role then; null for the service.</param>
/// <param name="IdempotencyKey">The Idempotency-Key of the request; null when it had none.</param>
/// <param name="TraceId">The W3C trace of the request or of the work; null when there was none.</param>
public sealed record TaskActor(
    TaskActorKind Kind,
    string Name,
    string? KeyId = null,
    Role? Role = null,
    string? IdempotencyKey = null,
    string? TraceId = null
)
{
    /// <summary>The service, when no part of it says more.</summary>
    public static readonly TaskActor Service = new(TaskActorKind.Service, "service");

    /// <summary>The part of the service that begins and ends runs.</summary>
    public static readonly TaskActor Scheduler = new(TaskActorKind.Service, "scheduler");

    /// <summary>
    /// The part of the service that sends messages: it pauses a task that cannot go on, and ends one that stops on failure.
    /// </summary>
    public static readonly TaskActor Sender = new(TaskActorKind.Service, "sender");

    /// <summary>The part of the service that looks after tasks that do not go as they should.</summary>
    public static readonly TaskActor Watchdog = new(TaskActorKind.Service, "watchdog");
}
