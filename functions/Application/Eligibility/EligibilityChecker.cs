using System.Collections.Concurrent;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Touches;

namespace CampaignTasks.Application.Eligibility;

/// <summary>
/// The check of messages against the <see cref="EligibilityRules"/>. The recipients of a claim are read together; what was read is good for
/// a moment, and the recipient of a message that waits longer for its slot is read again.
/// </summary>
internal sealed class EligibilityChecker(
    EligibilityRules rules,
    RecipientSnapshotReader reader,
    IMovedRecipients moved,
    ITouchStore touches,
    SuppressionRecorder suppressions,
    UnsubscribeLinks links,
    TimeProvider time
) : IEligibilityChecker
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    // What the contacts of a claim may hold, in characters: four kibi each on a full page. Those beyond are read one by one.
    private const int MostReadAhead = 1024 * 1024;

    // Orders may be submitted as late as this and still find the message they followed.
    private static readonly TimeSpan MaxOrderDelay = TimeSpan.FromDays(30);

    private readonly CampaignTask _task = rules.CampaignTask;
    private readonly ConcurrentDictionary<MessageId, (string? ContactId, string? MovedTo)> _passed = new();
    private int _readAhead = LedgerPage.Capacity;
    private (IReadOnlyDictionary<MessageId, RecipientSnapshot> Recipients, DateTimeOffset Until) _prefetched = (
        new Dictionary<MessageId, RecipientSnapshot>(),
        default
    );

    public async Task PrefetchAsync(IReadOnlyList<(MessageId Id, LedgerMessage Message)> claim, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + MaxAge;
        (MessageId Id, LedgerMessage Message)[] first = [.. claim.Take(_readAhead)];
        var read = await reader.ReadAsync(rules, [.. first.Select(one => (one.Message.Address, one.Message.ContactId))], cancellationToken);
        _prefetched = (first.Zip(read).ToDictionary(one => one.First.Id, one => one.Second), until);
        var held = read.Sum(recipient => (long)(recipient.Contact?.Characters ?? 0));
        _readAhead =
            held > MostReadAhead ? Math.Max(1, (int)(first.Length * MostReadAhead / held)) : Math.Min(2 * _readAhead, LedgerPage.Capacity);
    }

    public async Task<EligibilityResult> EvaluateAsync(MessageId id, LedgerMessage message, CancellationToken cancellationToken)
    {
        var (prefetched, until) = _prefetched;
        var recipient =
            time.GetUtcNow() < until && prefetched.TryGetValue(id, out var known)
                ? known
                : (await reader.ReadAsync(rules, [(message.Address, message.ContactId)], cancellationToken))[0];
        if (rules.Check(recipient, id, time.GetUtcNow()).FirstOrDefault(check => !check.Passes) is { } failed)
        {
            return failed.Until is { } free && _task.Plan.WhenCapped is CappedRule.Wait
                ? new EligibilityResult.Wait(free, failed.Reason)
                : new EligibilityResult.Skip(failed.Reason);
        }

        var address = recipient.Address ?? message.Address;
        if (recipient.HasMoved)
        {
            // An attempt that may have left went to the address before.
            if (message.MayHaveBeenSent)
            {
                return new EligibilityResult.Skip(EligibilityRules.AddressChanged);
            }

            if (!await moved.TryTakeAsync(_task, id, address, cancellationToken))
            {
                return new EligibilityResult.Skip(EligibilityRules.AddressTaken);
            }
        }

        var movedTo = recipient.HasMoved ? address : null;
        _passed[id] = (recipient.Contact?.Id, movedTo);
        var link = rules.IsTransactional ? null : links.Of(_task, id, message, address, recipient.Contact?.Id);
        return new EligibilityResult.Pass(recipient.Contact, link, movedTo) { HomeLanguage = rules.Settings.Language };
    }

    /// <summary>
    /// Records what was sent: orders are attributed to it and caps count it. Without a contact it is recorded for caps only, and what is
    /// transactional is not recorded. Of what was refused, it records what that says about the address.
    /// </summary>
    public async Task RecordSentAsync(IReadOnlyList<SendReport> reports)
    {
        var now = time.GetUtcNow();
        List<(string, Touch)> sent = [];
        foreach (var report in reports)
        {
            var (contactId, movedTo) = _passed.TryGetValue(report.Id, out var known) ? known : (report.Message.ContactId, null);
            var touch = new Touch(report.Id, _task.Id, _task.Plan.Channel, now, report.Message.Creative?.Id);
            if (report.HasLeft && !rules.IsTransactional && (contactId is not null || rules.Cap is not null))
            {
                sent.Add((RecipientIdentity.KeyOf(contactId, _task.Plan.Channel, report.Message.Address), touch));
            }

            if (report.HasLeft && movedTo is not null)
            {
                // By it others who move there are recognised: see IMovedRecipients.
                sent.Add((RecipientIdentity.KeyOf(contactId: null, _task.Plan.Channel, movedTo), touch));
            }
        }

        // They have left: whatever halts the run, they count.
        if (sent.Count > 0)
        {
            await touches.AddAsync(_task.TenantId, sent, now - KeptFor, CancellationToken.None);
        }

        foreach (var report in reports)
        {
            if (report.Verdict is { } verdict)
            {
                await suppressions.RecordAsync(
                    _task.TenantId,
                    _task.Plan.Channel,
                    report.Message.Address,
                    verdict,
                    now,
                    CancellationToken.None
                );
            }
        }

        foreach (var report in reports)
        {
            _passed.TryRemove(report.Id, out _);
        }
    }

    private TimeSpan KeptFor =>
        MaxOrderDelay + rules.Settings.Caps.Values.Select(cap => cap.Period).Append(rules.Settings.AttributionWindow).Max();
}
