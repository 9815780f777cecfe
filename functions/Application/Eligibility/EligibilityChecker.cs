using System.Collections.Concurrent;
using CampaignTasks.Application.Consents;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Application.Eligibility;

/// <summary>
/// The last gate: the contact is still there, still lets itself be written to, does not own what it is offered, and has not had too much. It looks at
/// a whole claim at once; what it saw is good for a moment, and what waits longer for its slot is looked at again by itself.
/// </summary>
internal sealed class EligibilityChecker(EligibilityRules rules, RecipientSnapshotReader sights, ITouchStore touches, UnsubscribeLinks links, TimeProvider time) : IEligibilityChecker
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    // Orders may be told as late as this and still find the message they followed.
    private static readonly TimeSpan Lateness = TimeSpan.FromDays(30);

    private readonly CampaignTask _task = rules.CampaignTask;
    private readonly ConcurrentDictionary<MessageId, string?> _passed = new();
    private (IReadOnlyDictionary<MessageId, RecipientSnapshot> Sights, DateTimeOffset Until) _ahead = (new Dictionary<MessageId, RecipientSnapshot>(), default);

    public async Task PrefetchAsync(IReadOnlyList<(MessageId Id, LedgerMessage Message)> claim, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Moment;
        var seen = await sights.LookAsync(rules, [.. claim.Select(one => (one.Message.Address, one.Message.ContactId))], cancellationToken);
        _ahead = (claim.Zip(seen).ToDictionary(one => one.First.Id, one => one.Second), until);
    }

    public async Task<EligibilityResult> EvaluateAsync(MessageId id, LedgerMessage message, CancellationToken cancellationToken)
    {
        var (ahead, until) = _ahead;
        var sight = time.GetUtcNow() < until && ahead.TryGetValue(id, out var seen)
            ? seen
            : (await sights.LookAsync(rules, [(message.Address, message.ContactId)], cancellationToken))[0];
        if (rules.Check(sight, id, time.GetUtcNow()).FirstOrDefault(check => !check.Passes) is { } fault)
        {
            return fault.Until is { } free && _task.Plan.WhenCapped is CappedRule.Wait
                ? new EligibilityResult.Wait(free, fault.Reason)
                : new EligibilityResult.Skip(fault.Reason);
        }

        _passed[id] = sight.Contact?.Id;
        return new EligibilityResult.Pass(sight.Contact, links.Of(_task, message.Address, sight.Contact?.Id));
    }

    /// <summary>Writes down what contacts were sent: orders are attributed to it and caps count it. Of addresses that lead to no contact only caps ask.</summary>
    public async Task RecordSentAsync(IReadOnlyList<SendReport> reports)
    {
        var now = time.GetUtcNow();
        List<(string, Touch)> left = [];
        foreach (var report in reports)
        {
            var contactId = _passed.TryGetValue(report.Id, out var seen) ? seen : report.Message.ContactId;
            if (report.HasLeft && (contactId is not null || rules.Cap is not null))
            {
                var channel = _task.Plan.Channel;
                left.Add((Touched.By(contactId, channel, report.Message.Address), new Touch(report.Id, _task.Id, channel, now)));
            }
        }

        // They have left: whatever halts the run, they count.
        await touches.AddAsync(_task.TenantId, left, now - KeptFor, CancellationToken.None);
        foreach (var report in reports)
        {
            _passed.TryRemove(report.Id, out _);
        }
    }

    private TimeSpan KeptFor => Lateness + rules.Settings.Caps.Values.Select(cap => cap.Period).Append(rules.Settings.AttributionWindow).Max();
}
