using CampaignTasks.Domain.Push;

namespace CampaignTasks.Api.Push;

/// <summary>A browser's subscription. Its endpoint and keys are not shown: whoever has them can send.</summary>
/// <param name="Id">The id.</param>
/// <param name="Address">The address on the channel push.</param>
/// <param name="Service">The host of the browser's push service.</param>
/// <param name="SeenAt">When the browser told of it last.</param>
internal sealed record PushSubscriptionView(string Id, string Address, string Service, DateTimeOffset SeenAt)
{
    public static PushSubscriptionView From(PushSubscription subscription) =>
        new(subscription.Id, subscription.Address, new Uri(subscription.Endpoint).Host, subscription.SeenAt);
}
