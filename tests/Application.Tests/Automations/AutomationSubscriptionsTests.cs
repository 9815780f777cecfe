using CampaignTasks.Application.Automations;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Automations;

public sealed class AutomationSubscriptionsTests
{
    private static readonly AutomationKey Key = new(Any.TenantId, "01k9automation000000000aa");

    private readonly FakeTimeProvider _time = new(Any.Now);
    private readonly SlowStore _store = new();

    [Fact]
    public async Task Start_InOneProcess_IsKnownToEveryOtherWhenItIsAnswered()
    {
        var (one, other) = (new AutomationSubscriptions(_store, _time), new AutomationSubscriptions(_store, _time));
        Assert.Empty(await other.ForAsync(Key.TenantId, default));

        await StartAsync();
        one.Changed(Key.TenantId);
        var spread = one.SpreadAsync();
        Assert.False(spread.IsCompleted);
        Assert.Empty(await other.ForAsync(Key.TenantId, default));
        _time.Advance(AutomationSubscriptions.MaxAge);
        await spread;

        Assert.Single(await other.ForAsync(Key.TenantId, default));
        Assert.Single(await one.ForAsync(Key.TenantId, default));
    }

    [Fact]
    public async Task Reading_ThatBeganBeforeAChange_IsNotKept()
    {
        var subscriptions = new AutomationSubscriptions(_store, _time);
        var gate = _store.Gate = new TaskCompletionSource();
        var reading = subscriptions.ForAsync(Key.TenantId, default);
        await StartAsync();
        subscriptions.Changed(Key.TenantId);
        gate.SetResult();
        Assert.Empty(await reading);

        Assert.Single(await subscriptions.ForAsync(Key.TenantId, default));
    }

    private async Task StartAsync() =>
        await _store.AddAsync(Automation.Create(Key, SampleAutomations.Plan(), Any.Now).Start(Any.Now), default);

    /// <summary>A store whose answers are as old as the question.</summary>
    private sealed class SlowStore : IAutomationStore
    {
        private readonly InMemoryAutomationStore _inner = new();

        public TaskCompletionSource? Gate { get; set; }

        public async Task<IReadOnlyList<FactSubscription>> ReadSubscriptionsAsync(string tenantId, CancellationToken cancellationToken)
        {
            var found = await _inner.ReadSubscriptionsAsync(tenantId, cancellationToken);
            await (Gate?.Task ?? Task.CompletedTask);
            return found;
        }

        public Task<Automation> AddAsync(Automation automation, CancellationToken cancellationToken) =>
            _inner.AddAsync(automation, cancellationToken);

        public Task<Automation?> FindAsync(AutomationKey key, CancellationToken cancellationToken) =>
            _inner.FindAsync(key, cancellationToken);

        public Task<Automation> UpdateAsync(Automation automation, CancellationToken cancellationToken) =>
            _inner.UpdateAsync(automation, cancellationToken);

        public Task<AutomationPlan?> FindPlanAsync(AutomationKey key, int version, CancellationToken cancellationToken) =>
            _inner.FindPlanAsync(key, version, cancellationToken);

        public Task DeleteAsync(Automation automation, CancellationToken cancellationToken) =>
            _inner.DeleteAsync(automation, cancellationToken);

        public Task<CursorPage<Automation>> ListAsync(
            string tenantId,
            AutomationStatus? status,
            int limit,
            string? cursor,
            CancellationToken cancellationToken
        ) => _inner.ListAsync(tenantId, status, limit, cursor, cancellationToken);

        public Task<CursorPage<Automation>> ListTestsAsync(
            AutomationKey key,
            int limit,
            string? cursor,
            CancellationToken cancellationToken
        ) => _inner.ListTestsAsync(key, limit, cursor, cancellationToken);

        public Task<CursorPage<AutomationEntry>> ListEntriesAsync(
            AutomationKey key,
            int limit,
            string? cursor,
            CancellationToken cancellationToken
        ) => _inner.ListEntriesAsync(key, limit, cursor, cancellationToken);
    }
}
