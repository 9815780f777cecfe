using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Application.Tests.Automations;

/// <summary>The registration of the stores at which turns of automations are interrupted.</summary>
internal static class InterruptedStores
{
    public static IServiceCollection AddInterruptedStores(
        this IServiceCollection services,
        Interruptions interruptions,
        IRunStore runs,
        ILedger ledger
    ) =>
        services
            .AddSingleton(InterruptedStore<IRunStore>.Around(runs, interruptions))
            .AddSingleton(InterruptedStore<ILedger>.Around(ledger, interruptions))
            .AddSingleton(InterruptedStore<IFactInbox>.Around(new InMemoryFactInbox(), interruptions))
            .AddSingleton(InterruptedStore<IAutomationStore>.Around(new InMemoryAutomationStore(), interruptions))
            .AddSingleton(InterruptedStore<IJourneyStore>.Around(new InMemoryJourneyStore(), interruptions))
            .AddSingleton(InterruptedStore<IJourneyIndex>.Around(new InMemoryJourneyIndex(), interruptions))
            .AddSingleton(InterruptedStore<IMembershipStore>.Around(new InMemoryMembershipStore(), interruptions));
}
