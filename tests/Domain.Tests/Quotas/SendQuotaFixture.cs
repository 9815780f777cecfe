using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Time;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Quotas;

/// <summary>
/// One thing that happens around a quota: a holder asks and uses, waits, loses the answer or gives back; the clock moves; the limit
/// changes.
/// </summary>
public sealed record QuotaStep(string Kind, int Holder, int Wanted, int Amount)
{
    public static Arbitrary<QuotaStep[]> Histories(bool clockGoesBack = true) =>
        Arb.From(
            (
                from kind in Gen.Elements(
                    "use",
                    "use",
                    "use",
                    "wait",
                    "lose",
                    "part",
                    "return",
                    "later",
                    "move",
                    "move",
                    clockGoesBack ? "back" : "move",
                    "limit"
                )
                from holder in Gen.Choose(0, 3)
                from wanted in Gen.Choose(1, 6)
                from amount in Gen.Choose(0, 200)
                select new QuotaStep(kind, holder, wanted, amount)
            )
                .ArrayOf()
                .Resize(60),
            Shorter
        );

    /// <summary>A history that fails is shown without the steps it does not need.</summary>
    private static IEnumerable<QuotaStep[]> Shorter(QuotaStep[] history) =>
        history.Select((_, i) => (QuotaStep[])[.. history[..i], .. history[(i + 1)..]]);
}

/// <summary>A slot that a message was sent in.</summary>
public sealed record UsedSlot(DateTimeOffset At, TimeSpan Rest, LocalDate Day);

/// <summary>
/// Holders that share a quota, and what they sent. They do what a sender does: ask, use what is granted, go on with the next claim.
/// </summary>
public sealed class SendQuotaFixture(DateTimeZone zone, TimeSpan interval)
{
    private readonly int[] _claims = new int[4];

    public SendQuota Quota { get; private set; } = SendQuota.Empty;

    // Ten minutes before a clock change in most of the zones the laws are held against.
    public DateTimeOffset Now { get; private set; } = new(2026, 3, 29, 0, 50, 0, TimeSpan.Zero);

    public int? Limit { get; set; } = 5;

    public int HighestLimit { get; private set; } = 5;

    public List<UsedSlot> Used { get; } = [];

    public SlotRequest Request(int holder, int wanted = 1) =>
        new($"h{holder}", $"c{_claims[holder]}", wanted, zone) { Interval = interval, DailyLimit = Limit };

    public SlotResult Ask(SlotRequest request)
    {
        (Quota, var answer) = Quota.Reserve(request, Now);
        return answer;
    }

    /// <summary>Asks and sends in every slot that is granted.</summary>
    public SlotResult Use(int holder, int wanted = 1, TimeSpan spacing = default)
    {
        var answer = Ask(Request(holder, wanted) with { Spacing = spacing });
        if (answer is SlotResult.Granted granted)
        {
            Send(granted.Reservation, granted.Reservation.Count);
            _claims[holder]++;
        }

        return answer;
    }

    public void MoveTo(DateTimeOffset now) => Now = now > Now ? now : Now;

    public SendQuotaFixture Play(IEnumerable<QuotaStep> history)
    {
        foreach (var step in history)
        {
            Play(step);
        }

        return this;
    }

    private void Play(QuotaStep step)
    {
        switch (step.Kind)
        {
            case "use":
                Use(step.Holder, step.Wanted, TimeSpan.FromSeconds(step.Amount % 3 * 40));
                break;
            case "wait" or "lose":
                Ask(Request(step.Holder, step.Wanted));
                break;
            case "later":
                Ask(Request(step.Holder, step.Wanted) with { Earliest = Now.AddMinutes(step.Amount * 10) });
                break;
            case "part" when Ask(Request(step.Holder, step.Wanted)) is SlotResult.Granted granted:
                var sent = step.Amount % granted.Reservation.Count;
                Send(granted.Reservation, sent);
                Quota = Quota.Release(granted.Reservation.Holder, granted.Reservation.Count - sent);
                _claims[step.Holder]++;
                break;
            // A holder gives back what it was granted and has not used.
            case "return"
                when Quota.Reservations.Any(lease => lease.Holder == $"h{step.Holder}" && lease.Claim == $"c{_claims[step.Holder]}"):
                Quota = Quota.Release($"h{step.Holder}");
                break;
            case "move":
                Now += TimeSpan.FromSeconds(step.Amount * step.Amount * step.Wanted / 2);
                break;
            case "back":
                Now -= TimeSpan.FromMinutes(step.Amount);
                break;
            case "limit":
                Limit = 1 + (step.Amount % 12);
                HighestLimit = Math.Max(HighestLimit, Limit.Value);
                break;
        }
    }

    private void Send(SlotReservation lease, int count) =>
        Used.AddRange(Enumerable.Range(0, count).Select(i => new UsedSlot(lease.At(i), lease.Rest, zone.DayOf(lease.At(i)))));
}
