using System.Text.Json;

namespace CampaignTasks.Domain.Creatives;

/// <summary>The use of a creative: what its recipients are sure to have beside an address.</summary>
/// <param name="HasCampaign">Whether it is sent for a campaign.</param>
/// <param name="HasUnsubscribeLink">Whether e-mails carry an unsubscribe link: the deployment has a public address.</param>
public sealed record CreativeUse(bool HasCampaign, bool HasUnsubscribeLink)
{
    /// <summary>Whether it is sent as a transactional message, which nobody unsubscribes from.</summary>
    public bool IsTransactional { get; init; }

    /// <summary>Whether it may be sent with data of a request, which nothing is known of where <see cref="Data"/> is null.</summary>
    public bool HasData { get; init; }

    /// <summary>The data of the request that it is sent for; null for none.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>Returns true when the data has a value of a variable's name.</summary>
    internal bool HasValue(string name) => DataVariables.IsPath(name) && (Data is { } data ? DataVariables.Has(data, name) : HasData);
}
