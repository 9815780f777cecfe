using CampaignTasks.Domain.Quotas;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Quotas;

/// <summary>What holds after any interleaving of holders, lost answers, clock moves and changed limits.</summary>
public sealed class SendQuotaProperties
{
    // Clock changes by an hour, half an hour, two hours; one with the other sign; days that are skipped are in the examples.
    private static readonly Arbitrary<DateTimeZone> Zones = Gen.Elements(
            "UTC",
            "Europe/Berlin",
            "Australia/Lord_Howe",
            "Antarctica/Troll",
            "Africa/Casablanca",
            "America/St_Johns",
            "Pacific/Apia"
        )
        .Select(id => DateTimeZoneProviders.Tzdb[id])
        .ToArbitrary();

    private static readonly Arbitrary<TimeSpan> Intervals = Gen.Elements(0, 0.01, 3, 60, 7200)
        .Select(seconds => TimeSpan.FromSeconds(seconds))
        .ToArbitrary();

    [Property(MaxTest = 1000)]
    public Property Slots_OfAnyHistory_KeepTheInterval() =>
        Prop.ForAll(QuotaStep.Histories(), Zones, Intervals, (history, zone, interval) =>
        {
            var slots = new SendQuotaFixture(zone, interval).Play(history).Used.OrderBy(slot => slot.At).ToArray();
            return slots.Zip(slots.Skip(1)).All(pair => pair.Second.At - pair.First.At >= interval);
        });

    [Property(MaxTest = 1000)]
    public Property Slots_OfAnyHistory_NeverExceedTheLimitOfADay() =>
        Prop.ForAll(QuotaStep.Histories(), Zones, Intervals, (history, zone, interval) =>
        {
            var scene = new SendQuotaFixture(zone, interval).Play(history);
            return scene.Used.CountBy(slot => slot.Day).All(day => day.Value <= scene.HighestLimit);
        });

    [Property(MaxTest = 1000)]
    public Property Slots_WithoutLostAnswers_AreCountedExactly() =>
        Prop.ForAll(QuotaStep.Histories(clockGoesBack: false), Zones, Intervals, (history, zone, interval) =>
        {
            var scene = new SendQuotaFixture(zone, interval).Play(history.Where(step => step.Kind is "use" or "part" or "move" or "limit"));
            return scene.Quota.Days.All(day => day.Used == scene.Used.Count(slot => slot.Day == day.Day));
        });

    [Property(MaxTest = 1000)]
    public Property Leases_OfAnyHistory_AreInOrderAndApart() =>
        Prop.ForAll(QuotaStep.Histories(), Zones, Intervals, (history, zone, interval) =>
        {
            var leases = new SendQuotaFixture(zone, interval).Play(history).Quota.Reservations;
            return leases.Zip(leases.Skip(1)).All(pair => (interval > TimeSpan.Zero ? pair.First.End : pair.First.From) <= pair.Second.From)
                && leases.DistinctBy(lease => lease.Holder).Count() == leases.Count;
        });

    [Property(MaxTest = 1000)]
    public Property Take_Repeated_ChangesNothing() => Prop.ForAll(QuotaStep.Histories(), Zones, Intervals, (history, zone, interval) =>
        {
            var scene = new SendQuotaFixture(zone, interval).Play(history);
            var request = scene.Request(holder: 1, wanted: 3);
            var answer = scene.Ask(request);
            var once = scene.Quota;
            return scene.Ask(request) == answer && IsSame(scene.Quota, once);
        });

    [Property(MaxTest = 1000)]
    public Property Return_OfANewLease_UndoesIt() => Prop.ForAll(QuotaStep.Histories(), Zones, Intervals, (history, zone, interval) =>
        {
            var scene = new SendQuotaFixture(zone, interval).Play(history);
            scene.Ask(scene.Request(holder: 1));
            var before = scene.Quota.Release("h1");
            var (after, _) = before.Reserve(scene.Request(holder: 1, wanted: 4), scene.Now);
            return IsSame(after.Release("h1"), before);
        });

    [Property(MaxTest = 1000)]
    public Property Lease_ThatLiesAhead_IsStillThere_WhateverOthersDo() =>
        Prop.ForAll(QuotaStep.Histories(), QuotaStep.Histories(), Zones, (history, others, zone) =>
        {
            var scene = new SendQuotaFixture(zone, TimeSpan.FromMinutes(1)).Play(history);
            var request = scene.Request(holder: 0) with { DailyLimit = null };
            var lease = ((SlotResult.Granted)scene.Ask(request)).Reservation;
            scene.Play(others.Where(step => step.Holder > 0 && step.Kind is not ("move" or "back")));
            scene.MoveTo(lease.From);
            return scene.Ask(request) is SlotResult.Granted again && again.Reservation == lease;
        });

    [Property(MaxTest = 1000)]
    public Property Take_WithoutALimit_NeverWaitsLongerThanForThoseBeforeIt() =>
        Prop.ForAll(QuotaStep.Histories(), Zones, Intervals, (history, zone, interval) =>
        {
            var scene = new SendQuotaFixture(zone, interval).Play(history);
            var free = scene.Quota.NextFree;
            return scene.Ask(scene.Request(holder: 2) with { DailyLimit = null, Claim = "new" }) is SlotResult.Granted granted
                && granted.Reservation.From <= (free > scene.Now ? free : scene.Now);
        });

    private static bool IsSame(SendQuota one, SendQuota other) =>
        one.UsedUntil == other.UsedUntil && one.Days.SequenceEqual(other.Days) && one.Reservations.SequenceEqual(other.Reservations);
}
