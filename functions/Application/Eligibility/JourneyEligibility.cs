using System.Collections.Concurrent;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Schedules;

namespace CampaignTasks.Application.Eligibility;

/// <summary>
/// The check of an automation's messages: the journey must still wait for this message, the rules of tasks hold, and the hours are those of
/// the recipient. A page of journeys is read once for a claim; what was read is good for a moment.
/// </summary>
/// <param name="key">The automation.</param>
/// <param name="hours">The hours in which messages may leave.</param>
/// <param name="homeZone">The tenant's zone, for recipients of whom none is known.</param>
/// <param name="ofTask">The rules of tasks.</param>
/// <param name="journeys">The journeys.</param>
/// <param name="time">The clock.</param>
internal sealed class JourneyEligibility(
    AutomationKey key,
    Schedule hours,
    string? homeZone,
    IEligibilityChecker ofTask,
    IJourneyStore journeys,
    TimeProvider time
) : IEligibilityChecker
{
    /// <summary>The reason on the record of a message whose journey ended before it left.</summary>
    public const string JourneyEnded = "journeyEnded: the contact's journey ended before the message left";

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    private readonly RecipientHours _hours = new(hours, homeZone);
    private readonly ConcurrentDictionary<int, (HashSet<JourneyMessage> Awaited, DateTimeOffset Until)> _pages = [];

    public async Task PrefetchAsync(IReadOnlyList<(MessageId Id, LedgerMessage Message)> claim, CancellationToken cancellationToken)
    {
        foreach (var page in claim.Select(one => one.Id.Page).Distinct())
        {
            await ReadAsync(page, cancellationToken);
        }

        await ofTask.PrefetchAsync(claim, cancellationToken);
    }

    public async Task<EligibilityResult> EvaluateAsync(MessageId id, LedgerMessage message, CancellationToken cancellationToken)
    {
        var awaited =
            _pages.TryGetValue(id.Page, out var known) && time.GetUtcNow() < known.Until
                ? known.Awaited
                : await ReadAsync(id.Page, cancellationToken);
        if (!awaited.Contains(new JourneyMessage(id.Run, id.Index)))
        {
            return new EligibilityResult.Skip(JourneyEnded);
        }

        var result = await ofTask.EvaluateAsync(id, message, cancellationToken);
        var now = time.GetUtcNow();
        return result is EligibilityResult.Pass { Contact: var contact } && _hours.NextOpening(contact, message.Address, now) is var opens
            ? opens is null
                ? new EligibilityResult.Skip("noHours: the hours of the automation never open for the contact")
                : opens.Value.From > now
                    ? new EligibilityResult.Wait(opens.Value.From, "closed: outside the hours of the automation")
                    : result
            : result;
    }

    public Task RecordSentAsync(IReadOnlyList<SendReport> reports) => ofTask.RecordSentAsync(reports);

    private async Task<HashSet<JourneyMessage>> ReadAsync(int number, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + MaxAge;
        var page = await journeys.FindPageAsync(key, number, cancellationToken);
        HashSet<JourneyMessage> awaited =
        [
            .. (page?.Journeys ?? [])
                .Where(journey => journey is { Status: JourneyStatus.Started, Message: not null })
                .Select(journey => journey!.Message!),
        ];
        _pages[number] = (awaited, until);
        return awaited;
    }
}
