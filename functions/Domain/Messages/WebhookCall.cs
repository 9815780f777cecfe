namespace CampaignTasks.Domain.Messages;

/// <summary>A call to <c>/api/hooks/{channel}/{account}</c> as a provider's reader gets it.</summary>
/// <param name="Method">The HTTP method, upper case.</param>
/// <param name="Url">The public address as the provider called it, query included (from configuration, not from the Host header, when a
/// public address is configured).</param>
/// <param name="Headers">The first value of each header; names compare ignoring case.</param>
/// <param name="Body">The raw bytes.</param>
/// <param name="ReceivedAt">When it was received.</param>
public sealed record WebhookCall(
    string Method,
    Uri Url,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset ReceivedAt
);
