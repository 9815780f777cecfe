using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tests.Ledger;
using CampaignTasks.Testing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Erasures;

/// <summary>What erasing changes on any page, and what it never does.</summary>
public sealed class ErasureProperties
{
    [Property]
    public Property Erase_OnAnyPage_KeepsTotalsStatesAndEverybodyElse() =>
        Prop.ForAll(Pages(), ArbMap.Default.ArbFor<bool>(), (messages, isUnderWay) =>
        {
            var page = new LedgerPage(0, messages, claimId: "claim", zone: "Europe/Paris");
            var (erased, isLeft) = page.Erase(ErasedPageTests.Ann(), isUnderWay, Any.Now.AddHours(1));

            return page.Messages.Count == messages.Length
                && (page.ClaimId, page.Zone) == ("claim", "Europe/Paris")
                && isLeft == (isUnderWay && messages.Any(message => message is { ContactId: "ann", State: MessageState.Sending }))
                && messages.Select((before, i) => IsRight(before, page.Messages[i], erased.Contains(i), isUnderWay)).All(right => right)
                && page.Counts.Total == messages.Length
                && page.Counts with
                {
                    Pending = 0,
                    Skipped = 0,
                    Unknown = 0,
                } == new LedgerPage(0, messages).Counts with { Pending = 0, Skipped = 0, Unknown = 0 };
        });

    [Property]
    public Property Erase_Again_ChangesNothing() => Prop.ForAll(Pages(), messages =>
        {
            var page = new LedgerPage(0, messages);
            page.Erase(ErasedPageTests.Ann(), isUnderWay: false, Any.Now);
            LedgerMessage[] once = [.. page.Messages];
            return page.Erase(ErasedPageTests.Ann(), isUnderWay: false, Any.Now.AddHours(1)).Erased.Count is 0
                && once.SequenceEqual(page.Messages);
        });

    private static bool IsRight(LedgerMessage before, LedgerMessage after, bool isErased, bool isUnderWay)
    {
        if (before.ContactId is not "ann" || (isUnderWay && before.State is MessageState.Sending))
        {
            return !isErased && after == before;
        }

        var state =
            before.State is not MessageState.Pending ? before.State
            : before.MayHaveBeenSent ? MessageState.Unknown
            : MessageState.Skipped;
        return isErased
            && after.IsErased
            && after.State == state
            && (after.Attempts, after.Account, after.ProviderId, after.MayHaveBeenSent)
                == (before.Attempts, before.Account, before.ProviderId, before.MayHaveBeenSent)
            && (after.UpdatedAt == before.UpdatedAt || before.State is MessageState.Pending);
    }

    private static Arbitrary<LedgerMessage[]> Pages() =>
        (
            from contact in Gen.Elements("ann", "ann", "bob", "an")
            from state in Gen.Elements(Enum.GetValues<MessageState>())
            from doubt in Gen.Elements(true, false)
            from attempts in Gen.Choose(0, 5)
            select new LedgerMessage($"{contact}@example.net", state, attempts, "a1", "p", "550: said", Any.Now, contact, doubt)
        )
            .ArrayOf()
            .ToArbitrary();
}
