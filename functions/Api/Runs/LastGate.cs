using System.Collections.Concurrent;
using CampaignTasks.Api.Unsubscribe;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Api.Runs;

/// <summary>Opens gates.</summary>
internal sealed class LastGates(
    IAudienceStore audiences, ISettingsStore settings, GateSights sights, ITouchStore touches, UnsubscribeLinks links, TimeProvider time)
{
    /// <summary>The gate of a task, with the rules as they are now.</summary>
    public async Task<ISendGate> OpenAsync(CampaignTask task, CancellationToken cancellationToken) =>
        new LastGate(await RulesAsync(task, cancellationToken), sights, touches, links, time);

    /// <summary>What the gate of a task holds messages against, as it is now.</summary>
    public async Task<GateRules> RulesAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var audience = task.Audience is SavedAudience saved
            ? (await audiences.FindAsync(task.TenantId, saved.AudienceId, cancellationToken))?.Rule
            : task.Audience;
        return new GateRules
        {
            CampaignTask = task,
            Settings = await settings.ReadAsync(task.TenantId, cancellationToken),
            SkipOwnersOf = (audience as Buyers)?.Filter.SkipOwnersOf ?? [],
        };
    }
}

/// <summary>
/// The last gate: the contact is still there, still lets itself be written to, does not own what it is offered, and has not had too much. It looks at
/// a whole claim at once; what it saw is good for a moment, and what waits longer for its slot is looked at again by itself.
/// </summary>
internal sealed class LastGate(GateRules rules, GateSights sights, ITouchStore touches, UnsubscribeLinks links, TimeProvider time) : ISendGate
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    // Orders may be told as late as this and still find the message they followed.
    private static readonly TimeSpan Lateness = TimeSpan.FromDays(30);

    private readonly CampaignTask _task = rules.CampaignTask;
    private readonly ConcurrentDictionary<MessageId, string?> _passed = new();
    private (IReadOnlyDictionary<MessageId, Sight> Sights, DateTimeOffset Until) _ahead = (new Dictionary<MessageId, Sight>(), default);

    public async Task LookAheadAsync(IReadOnlyList<(MessageId Id, LedgerMessage Message)> claim, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Moment;
        var seen = await sights.LookAsync(rules, [.. claim.Select(one => (one.Message.Address, one.Message.ContactId))], cancellationToken);
        _ahead = (claim.Zip(seen).ToDictionary(one => one.First.Id, one => one.Second), until);
    }

    public async Task<GateVerdict> JudgeAsync(MessageId id, LedgerMessage message, CancellationToken cancellationToken)
    {
        var (ahead, until) = _ahead;
        var sight = time.GetUtcNow() < until && ahead.TryGetValue(id, out var seen)
            ? seen
            : (await sights.LookAsync(rules, [(message.Address, message.ContactId)], cancellationToken))[0];
        if (rules.Check(sight, id, time.GetUtcNow()).FirstOrDefault(check => !check.Passes) is { } fault)
        {
            return fault.Until is { } free && _task.WhenCapped is CappedRule.Wait ? new GateVerdict.Wait(free, fault.Reason) : new GateVerdict.Skip(fault.Reason);
        }

        _passed[id] = sight.Contact?.Id;
        return new GateVerdict.Pass(sight.Contact, links.Of(_task, message.Address, sight.Contact?.Id));
    }

    /// <summary>Writes down what contacts were sent: orders are attributed to it and caps count it. Of addresses that lead to no contact only caps ask.</summary>
    public async Task HearAsync(IReadOnlyList<GateReport> reports)
    {
        var now = time.GetUtcNow();
        List<(string, Touch)> left = [];
        foreach (var report in reports)
        {
            var contactId = _passed.TryGetValue(report.Id, out var seen) ? seen : report.Message.ContactId;
            if (report.HasLeft && (contactId is not null || rules.Cap is not null))
            {
                left.Add((Touched.By(contactId, _task.Channel, report.Message.Address), new Touch(report.Id, _task.Id, _task.Channel, now)));
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
