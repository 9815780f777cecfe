using CampaignTasks.Application.Audiences;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Application.Automations;

/// <summary>
/// The entry of contacts who begin to match the segment of a trigger. Contacts of whom something changed are looked at one by one while
/// they are few; a sweep over all contacts, part by part, finds the rest, and what time alone changes. The first sweep takes those who
/// match already for members, who do not enter.
/// </summary>
internal sealed class SegmentEntrance(
    IAudienceStore audiences,
    PersonReader people,
    PersonStream stream,
    JourneyEntrance entrance,
    TimeProvider time
)
{
    /// <summary>The most contacts of one turn that are looked at one by one.</summary>
    public const int MostOneByOne = 500;

    /// <summary>The time between two sweeps.</summary>
    public static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    /// <summary>The most contacts that one turn sweeps: it bounds the memory of a turn, and how long it keeps others waiting.</summary>
    internal const int SweptAtOnce = 20_000;

    // Changes that come by the thousand, as in an import, are mostly over by then, so that one sweep serves them all.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(30);

    /// <summary>Looks at contacts of whom something changed.</summary>
    public async Task TakeAsync(JourneyTurn turn, IEnumerable<ContactFact> facts, CancellationToken cancellationToken)
    {
        if (await BeginAsync(turn, cancellationToken) is not var (rule, look))
        {
            return;
        }

        // During the first sweep, only a change since then says that a contact did not match before.
        string[] changed =
        [
            .. facts
                .Where(fact => fact.Kind is FactKind.ContactChanged or FactKind.Ordered or FactKind.ListJoined or FactKind.ListLeft)
                .Where(fact => !look.IsFirst || fact.At >= look.Since)
                .Select(fact => fact.ContactId)
                .Distinct(StringComparer.Ordinal),
        ];
        if (changed.Length > MostOneByOne)
        {
            turn.Progress = turn.Progress with { Look = look with { WantedAt = look.WantedAt ?? time.GetUtcNow() + Gathering } };
            return;
        }

        if (changed.Length > 0)
        {
            await turn.Members.LoadAsync(changed, cancellationToken);
            var read = await people.ReadAsync(turn.Key.TenantId, changed, [rule], cancellationToken);
            var now = time.GetUtcNow();
            var evaluator = new SegmentEvaluator(now);
            List<JourneyEntry> entries = [];
            foreach (var contact in changed)
            {
                var matches = read[contact].Contact is not null && evaluator.Matches(rule, read[contact]);
                if (EnterOrLeave(turn, contact, matches, now) is { } entry)
                {
                    entries.Add(entry);
                }
            }

            await entrance.EnterAsync(turn, entries, cancellationToken);
        }
    }

    /// <summary>Looks at the next part of all contacts, when that is due.</summary>
    /// <returns>True when there is more to look at.</returns>
    public async Task<bool> SweepAsync(JourneyTurn turn, CancellationToken cancellationToken)
    {
        if (await BeginAsync(turn, cancellationToken) is not var (rule, look) || look.DueAt(BetweenSweeps) > time.GetUtcNow())
        {
            return false;
        }

        // What is wanted from now on may concern contacts that this sweep has passed.
        look = look.Position is null ? look with { WantedAt = null } : look;
        var enterAll = turn.Automation.Plan.Trigger is AutomationTrigger.SegmentMembership { IncludesPresent: true };
        await turn.Members.LoadAllAsync(cancellationToken);
        var now = time.GetUtcNow();
        var evaluator = new SegmentEvaluator(now);
        List<JourneyEntry> entries = [];
        string? last = null;
        var seen = 0;
        await foreach (var person in stream.ReadAsync(turn.Key.TenantId, rule, look.Position, cancellationToken))
        {
            var contact = person.Contact!;
            if (
                EnterOrLeave(turn, contact.Id, evaluator.Matches(rule, person), now) is { } entry
                && (!look.IsFirst || enterAll || HasChangedSince(person, look.Since))
            )
            {
                entries.Add(entry);
            }

            last = ContactKey.Of(contact.Id);
            if (++seen == SweptAtOnce)
            {
                break;
            }
        }

        await entrance.EnterAsync(turn, entries, cancellationToken);
        await turn.Pages.SaveAsync(cancellationToken);
        await turn.Members.SaveAsync(cancellationToken);
        var isOver = seen < SweptAtOnce;
        look = isOver ? look with { Position = null, CompletedAt = time.GetUtcNow() } : look with { Position = last };
        turn.Progress = turn.Progress with { Look = look };
        return !isOver;
    }

    /// <summary>Finds the rule, and how far it was looked at; another rule than before is looked at anew. Null without a segment.</summary>
    private async Task<(SegmentRule Rule, SegmentLook Look)?> BeginAsync(JourneyTurn turn, CancellationToken cancellationToken)
    {
        if (
            turn.Automation.Plan.Trigger is not AutomationTrigger.SegmentMembership trigger
            || await audiences.FindAsync(turn.Key.TenantId, trigger.SegmentId, cancellationToken) is not { } audience
            || audience.Rule is not Segment { Rule: var rule }
        )
        {
            return null;
        }

        var hash = rule.Hash();
        if (turn.Progress.Look is not { } look || look.Rule != hash)
        {
            var since = turn.Progress.Look is null ? turn.Automation.StartedAt!.Value : turn.Automation.UpdatedAt;
            look = new SegmentLook(hash, audience.UpdatedAt > since ? audience.UpdatedAt : since);
            turn.Progress = turn.Progress with { Look = look };
        }

        return (rule, look);
    }

    private static JourneyEntry? EnterOrLeave(JourneyTurn turn, string contact, bool matches, DateTimeOffset now)
    {
        var known = turn.Members.Of(contact);
        if (!matches)
        {
            known.LeaveIfKnown(contact);
            return null;
        }

        return known.Join(contact) is { } times
            ? new JourneyEntry(contact, JourneyEntry.OccasionOf("segment", times), now, turn.Automation.Plan.Reentry)
            : null;
    }

    // It was stored after the automation began to look, and what told of it may still be on its way.
    private static bool HasChangedSince(Person person, DateTimeOffset since) =>
        person.Contact!.UpdatedAt >= since || person.History.Orders.Any(order => order.At >= since);
}
