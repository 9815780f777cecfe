using System.Text.Json.Serialization;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.Inboxes;

/// <summary>A message in the inbox of a contact.</summary>
public sealed record InboxMessage
{
    public required string TenantId { get; init; }

    /// <summary>The contact, whose id is also its address on the channels inbox and web.</summary>
    public required string ContactId { get; init; }

    /// <summary>The message's id, by which the ledger knows it.</summary>
    public required MessageId Id { get; init; }

    /// <summary>The account that sent it.</summary>
    public required string AccountId { get; init; }

    /// <summary>The channel it was sent on: inbox or web.</summary>
    public required ChannelKind Channel { get; init; }

    public string? Title { get; init; }

    public required string Text { get; init; }

    /// <summary>The address of the image.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>The address that the message leads to.</summary>
    public string? RedirectUrl { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the contact first read it; null: not yet.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    [JsonIgnore]
    public bool IsRead => ReadAt is not null;
}
