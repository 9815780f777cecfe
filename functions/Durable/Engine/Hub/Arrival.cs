using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>Something that reached an instance and waits for its next turn.</summary>
/// <param name="Event">What to apply; null when only the inbox key is known and the message has to be read first.</param>
/// <param name="ExecutionId">The generation it is meant for; null for any.</param>
/// <param name="MessageKey">Its row in the inbox; null for an activity's result, which only lives in memory.</param>
/// <param name="Sender">Who numbered it; null for an activity's result.</param>
/// <param name="Sequence">Its number.</param>
internal sealed record Arrival(HistoryEvent? Event, string? ExecutionId, string? MessageKey = null, string? Sender = null, long Sequence = 0)
{
    /// <summary>The item of the outbox that this result settles: an activity nobody waits for.</summary>
    public long? SettledItem { get; init; }

    public int Size => Event?.CalculateSize() ?? 0;

    public static Arrival Of(HubMessage message)
    {
        HistoryEvent body;
        try
        {
            body = HistoryEvent.Parser.ParseFrom(message.Body.Span);
        }
        catch (Google.Protobuf.InvalidProtocolBufferException e)
        {
            throw new InvalidDataException($"The message {message.Key} cannot be read.", e);
        }

        return new(body, message.ExecutionId, message.Key, message.Sender, message.Sequence);
    }

    public static Arrival InInbox(string key) => new(null, null, key);
}
