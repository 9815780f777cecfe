using CampaignTasks.Application.Eligibility;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>A checker that says what a test wants, and remembers what it heard.</summary>
internal sealed class ScriptedEligibilityChecker(Func<LedgerMessage, EligibilityResult> rule) : IEligibilityChecker
{
    public List<SendReport> Recorded { get; } = [];

    public Task PrefetchAsync(IReadOnlyList<(MessageId Id, LedgerMessage Message)> claim, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<EligibilityResult> EvaluateAsync(MessageId id, LedgerMessage message, CancellationToken cancellationToken) =>
        Task.FromResult(rule(message));

    public Task RecordSentAsync(IReadOnlyList<SendReport> reports)
    {
        lock (Recorded)
        {
            Recorded.AddRange(reports);
        }

        return Task.CompletedTask;
    }
}
