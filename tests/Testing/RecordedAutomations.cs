using System.Collections.Concurrent;
using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Testing;

/// <summary>Automations that want what a test says, and remember how they were woken; waking fails on demand.</summary>
public sealed class RecordedAutomations : IFactSubscriptions, IAutomationSignal
{
    private readonly ConcurrentQueue<(string TenantId, string AutomationId)> _woken = new();

    public List<FactSubscription> Wanted { get; } = [];

    public IReadOnlyCollection<(string TenantId, string AutomationId)> Woken => _woken;

    public bool Fails { get; set; }

    /// <summary>An automation that wants all facts.</summary>
    public static FactSubscription Curious(string automationId) => new(automationId, Enum.GetValues<FactKind>().ToHashSet());

    public ValueTask<IReadOnlyList<FactSubscription>> ForAsync(string tenantId, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<FactSubscription>>(Wanted);

    public ValueTask WakeAsync(string tenantId, string automationId, CancellationToken cancellationToken)
    {
        _woken.Enqueue((tenantId, automationId));
        return Fails ? ValueTask.FromException(new InvalidOperationException("The hub is away.")) : ValueTask.CompletedTask;
    }
}
