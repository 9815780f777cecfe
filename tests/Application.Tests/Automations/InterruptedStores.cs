using System.Reflection;
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
            .AddSingleton(Around<IRunStore>(runs, interruptions))
            .AddSingleton(Around<ILedger>(ledger, interruptions))
            .AddSingleton(Around<IFactInbox>(new InMemoryFactInbox(), interruptions))
            .AddSingleton(Around<IAutomationStore>(new InMemoryAutomationStore(), interruptions))
            .AddSingleton(Around<IJourneyStore>(new InMemoryJourneyStore(), interruptions))
            .AddSingleton(Around<IJourneyIndex>(new InMemoryJourneyIndex(), interruptions))
            .AddSingleton(Around<IMembershipStore>(new InMemoryMembershipStore(), interruptions));

    private static T Around<T>(T inner, Interruptions interruptions)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, InterruptedStore<T>>();
        ((InterruptedStore<T>)(object)proxy).Wrap(inner, interruptions);
        return proxy;
    }
}
