using CampaignTasks.Application.Facts;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace CampaignTasks.Api.Tests.Facts;

/// <summary>Publishers of facts.</summary>
internal static class Publishers
{
    /// <summary>A publisher that no automation listens to.</summary>
    public static FactPublisher Idle => To(new RecordedAutomations(), new InMemoryFactInbox());

    public static FactPublisher To(RecordedAutomations automations, IFactInbox inbox) =>
        new(automations, inbox, automations, NullLogger<FactPublisher>.Instance);
}
