using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Domain.Tests.Contacts;

public sealed class AddressRecordTests
{
    private static readonly Suppression Bounce = Suppressed(SuppressionReason.HardBounce, minute: 10);

    [Fact]
    public void Start_AfterStop_Subscribes()
    {
        var record = AddressRecord.Empty.Saying(Stop(1)).Saying(Start(2));

        Assert.Equal(ConsentStatus.Subscribed, record.Consent!.Status);
    }

    [Fact]
    public void Stop_AfterStart_Unsubscribes()
    {
        var record = AddressRecord.Empty.Saying(Start(1)).Saying(Stop(2));

        Assert.Equal(ConsentStatus.Unsubscribed, record.Consent!.Status);
    }

    [Fact]
    public void Words_InAnyOrderAndRepeated_EndWithTheNewest_AndTheOptOutOfTwoAtOnce()
    {
        var words = ArbMap
            .Default.GeneratorFor<(bool IsStop, byte Minute)[]>()
            .Where(words => words.Length > 0)
            .Select(words => words.Select(word => word.IsStop ? Stop(word.Minute % 8) : Start(word.Minute % 8)).ToArray())
            .ToArbitrary();

        Prop.ForAll(words, ArbMap.Default.ArbFor<int>(), (all, seed) =>
            {
                Consent[] reported = [.. all, .. all];
                new System.Random(seed).Shuffle(reported);
                var last = all.OrderBy(word => word.At).ThenBy(word => word.IsOptOut).Last();
                return reported.Aggregate(AddressRecord.Empty, (record, word) => record.Saying(word)).Consent!.Status == last.Status;
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Start_ThatArrivesAfterALaterStop_ChangesNothing()
    {
        var record = AddressRecord.Empty.Saying(Start(1)).Saying(Stop(2));

        Assert.Same(record, record.Saying(Start(1)));
        Assert.Same(record, record.Saying(Stop(2)));
    }

    [Fact]
    public void Start_DoesNotLift_AHardBounceOrWhatAPersonDecided()
    {
        foreach (var reason in new[] { SuppressionReason.HardBounce, SuppressionReason.Complaint, SuppressionReason.Manual })
        {
            var record = AddressRecord.Empty.Suppressing(Suppressed(reason, 1)).Saying(Start(2));

            Assert.Equal(reason, record.Suppression!.Reason);
        }
    }

    [Fact]
    public void Start_AfterAnOptOutAtTheProvider_LiftsIt_AndAnOlderOneDoesNot()
    {
        var record = AddressRecord.Empty.Suppressing(Suppressed(SuppressionReason.UnsubscribedAtProvider, 10));

        Assert.NotNull(record.Saying(Start(9)).Suppression);
        Assert.Null(record.Saying(Start(11)).Suppression);
    }

    [Fact]
    public void ImportedConsent_WithoutATime_NeverUndoesAnOptOut()
    {
        var imported = Start(5) with { IsUndated = true };

        Assert.Equal(Stop(1), AddressRecord.Empty.Saying(Stop(1)).Saying(imported).Consent);
        Assert.Equal(Stop(1), AddressRecord.Empty.Saying(imported).Saying(Stop(1)).Consent);
        Assert.Equal(imported, AddressRecord.Empty.Saying(imported).Consent);
    }

    [Fact]
    public void NeverAsked_DoesNotUndoAnOptOut()
    {
        var never = new Consent(ConsentStatus.Never, "api", At(5));

        Assert.Equal(Stop(1), AddressRecord.Empty.Saying(Stop(1)).Saying(never).Consent);
    }

    [Fact]
    public void Delivery_LiftsAnOlderFinding_AndNothingElse()
    {
        Assert.Null(AddressRecord.Empty.Suppressing(Bounce).Delivering(At(11)).Suppression);
        Assert.Equal(Bounce, AddressRecord.Empty.Suppressing(Bounce).Delivering(At(9)).Suppression);
        var byHand = Suppressed(SuppressionReason.Manual, 1);
        Assert.Equal(byHand, AddressRecord.Empty.Suppressing(byHand).Delivering(At(11)).Suppression);
    }

    [Fact]
    public void Report_FromBeforeTheLifting_ChangesNothing()
    {
        var lifted = AddressRecord.Empty.Suppressing(Bounce).Lifting(At(20));

        Assert.Same(lifted, lifted.Suppressing(Bounce));
        Assert.NotNull(lifted.Suppressing(Bounce with { At = At(21) }).Suppression);
    }

    [Fact]
    public void Finding_DoesNotReplaceAPersonsDecision_AndTheNewerFindingCounts()
    {
        var byHand = AddressRecord.Empty.Suppressing(Suppressed(SuppressionReason.Manual, 1));
        Assert.Same(byHand, byHand.Suppressing(Bounce));

        var later = Bounce with { At = At(12) };
        Assert.Equal(later, AddressRecord.Empty.Suppressing(later).Suppressing(Bounce).Suppression);
        Assert.Equal(later, AddressRecord.Empty.Suppressing(Bounce).Suppressing(later).Suppression);
    }

    [Fact]
    public void Remaining_KeepsWhatForbids_AndNothingElse()
    {
        Assert.Equal(Stop(1), AddressRecord.Empty.Saying(Stop(1)).Remaining().Consent);
        Assert.Equal(AddressRecord.Empty, AddressRecord.Empty.Saying(Start(1)).Remaining());
        var suppressed = AddressRecord.Empty.Saying(Start(1)).Suppressing(Bounce).Remaining();
        Assert.Equal((null, Bounce), (suppressed.Consent, suppressed.Suppression));
    }

    private static Consent Stop(int minute) => new(ConsentStatus.Unsubscribed, "keyword STOP", At(minute));

    private static Consent Start(int minute) => new(ConsentStatus.Subscribed, "keyword START", At(minute));

    private static Suppression Suppressed(SuppressionReason reason, int minute) => new(reason, "acs", At(minute));

    private static DateTimeOffset At(int minute) => Any.Now.AddMinutes(minute);
}
