using System.Text.Json;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Domain.Creatives;

/// <summary>The recipient that a creative is filled for.</summary>
/// <param name="Address">The address.</param>
public sealed record CreativeRecipient(string Address)
{
    /// <summary>The contact; null for an address that leads to none.</summary>
    public Contact? Contact { get; init; }

    /// <summary>The data of the request that the message is sent for, a JSON object; null without one.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>The campaign of the task; null without one.</summary>
    public string? Campaign { get; init; }

    /// <summary>
    /// Where an e-mail's reader unsubscribes; null where there is no such link. A text that does not show it with
    /// <c>{{ unsubscribeUrl }}</c> gets a line at its end.
    /// </summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>The language to fill it in, as a BCP 47 tag; null: the contact's.</summary>
    public string? Language { get; init; }

    /// <summary>
    /// The tenant's language for people who have none, or one that the creative lacks, as a BCP 47 tag; null: the creative's own texts.
    /// </summary>
    public string? HomeLanguage { get; init; }

    /// <summary>The IANA zone of dates for a contact without one.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>The time that <c>now</c> stands for.</summary>
    public DateTimeOffset Now { get; init; }
}
