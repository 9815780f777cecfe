using System.Text.Json.Nodes;

namespace CampaignTasks.Domain.Webhooks;

/// <summary>
/// Something that webhooks are notified of. The same event may be published again: by its type, object and time it is known as the same.
/// </summary>
/// <param name="Type">Its type, one of <see cref="WebhookEventType"/>.</param>
/// <param name="ObjectId">What it happened to, unique among the objects of the type.</param>
/// <param name="At">When it happened.</param>
/// <param name="Data">What a receiver gets to know.</param>
public sealed record WebhookEvent(string Type, string ObjectId, DateTimeOffset At, JsonObject Data)
{
    /// <summary>The contact whom it is about; null where it is about none.</summary>
    public string? ContactId { get; init; }

    /// <summary>The seed of its id.</summary>
    public string Seed => FormattableString.Invariant($"{Type}\n{ObjectId}\n{At.ToUnixTimeMilliseconds()}");

    /// <summary>Writes the body of a delivery, as Standard Webhooks has it.</summary>
    public string ToBody() =>
        new JsonObject
        {
            ["type"] = Type,
            ["timestamp"] = At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["data"] = Data.DeepClone(),
        }.ToJsonString();
}
