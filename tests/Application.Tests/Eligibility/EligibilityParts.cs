using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Push;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Application.Tests.Facts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Touches;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Tests.Eligibility;

/// <summary>What a checker of recipients works with: empty stores in memory, unless a test brings its own.</summary>
internal sealed record EligibilityParts
{
    public IContactStore Contacts { get; init; } = new InMemoryContactStore();

    public ISettingsStore Settings { get; init; } = new InMemorySettingsStore();

    public ITouchStore Touches { get; init; } = new InMemoryTouchStore();

    /// <summary>Recipients who moved; null for those of a ledger without runs.</summary>
    public MovedRecipients? Moved { get; init; }

    public UnsubscribeLinks Links { get; init; } = new(new AesGcmSecretProtector(new byte[32], []), Options.Create(new AppOptions()));

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Task<IEligibilityChecker> CreateAsync(CampaignTask task) =>
        new EligibilityCheckerFactory(
            new InMemoryAudienceStore(),
            Settings,
            new RecipientSnapshotReader(Contacts, new InMemoryOrderStore(), Touches),
            Moved ?? new MovedRecipients(new InMemoryRunStore(), new InMemoryLedger(), Touches),
            Touches,
            new SuppressionRecorder(
                Contacts,
                new ConsentService(Contacts, Publishers.Idle, Time),
                new SuppressionFacts(Contacts, Publishers.Idle),
                new PushSubscriptions(Contacts, new InMemoryPushSubscriptionStore(), Time)
            ),
            Links,
            Time
        ).CreateAsync(task, CancellationToken.None);
}
