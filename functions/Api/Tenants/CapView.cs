using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Api.Tenants;

/// <summary>The most messages one contact gets on a channel.</summary>
internal sealed record CapView(int Messages, string Period)
{
    public static CapView From(FrequencyCap cap) => new(cap.Messages, IsoDuration.Format(cap.Period));
}
