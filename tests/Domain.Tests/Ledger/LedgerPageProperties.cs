using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Ledger;

/// <summary>What holds after any history of claims, settlements, receipts, crashes and cancellations.</summary>
public sealed class LedgerPageProperties
{
    private static readonly MessageState[] Receipts = [MessageState.Sent, MessageState.Delivered, MessageState.Read, MessageState.Failed];

    private static readonly MessageState[] Outcomes =
    [
        MessageState.Sent,
        MessageState.Failed,
        MessageState.Skipped,
        MessageState.Unknown,
        MessageState.Pending,
    ];

    /// <summary>One thing that happens to a page.</summary>
    public sealed record Step(string Kind, int Index, MessageState State, int Most)
    {
        public void On(LedgerPage page)
        {
            switch (Kind)
            {
                case "claim":
                    page.Claim("c", "acc", Index, Most, Any.Now);
                    break;
                case "settle":
                    page.Settle(Index, Outcomes[(int)State % Outcomes.Length], 1, "p", "r", Any.Now);
                    break;
                case "receipt":
                    page.Apply(Any.Receipt(Receipts[(int)State % Receipts.Length], Index));
                    break;
                case "recover":
                    page.Recover(Most % 2 is 0, Any.Now);
                    break;
                default:
                    page.Cancel("stopped", Any.Now);
                    break;
            }
        }
    }

    [Property]
    public Property Counts_AfterAnyHistory_AddUpToTheMessages() => Prop.ForAll(Histories(), history =>
        {
            var page = After(history);
            var sum = page.Messages.Aggregate(default(MessageCounts), (counts, m) => counts.With(m.State));
            return page.Counts.Total == page.Messages.Count && page.Counts == sum && page.Counts.Open <= page.Counts.Total;
        });

    [Property]
    public Property Recover_AfterAnyHistory_LeavesNothingSendingAndIsDoneOnce() =>
        Prop.ForAll(Histories(), ArbMap.Default.ArbFor<bool>(), (history, hasKey) =>
        {
            var page = After(history);
            var claimed = page.Counts.Sending;
            return page.Recover(hasKey, Any.Now).Messages == claimed
                && page.Counts.Sending == 0
                && page.ClaimId is null
                && page.Recover(hasKey, Any.Now).Messages == 0;
        });

    [Property]
    public Property Apply_AfterAnyHistory_NeverMovesBackwards() =>
        Prop.ForAll(Histories(), Gen.Elements(Receipts).ToArbitrary(), (history, state) =>
        {
            var page = After(history);
            var before = page.Messages[0].State;
            var changed = page.Apply(Any.Receipt(state));
            var after = page.Messages[0].State;
            return changed ? after == state && Rank(after) > Rank(before) : after == before;
        });

    [Property]
    public Property Apply_OfTheSameReceiptAgain_ChangesNothing() =>
        Prop.ForAll(Histories(), Gen.Elements(Receipts).ToArbitrary(), (history, state) =>
        {
            var page = After(history);
            page.Apply(Any.Receipt(state));
            var once = page.Messages[0];
            return !page.Apply(Any.Receipt(state)) && page.Messages[0] == once;
        });

    [Property]
    public Property Apply_InAnyOrderAndRepeated_EndsInTheFurthestState() => Prop.ForAll(ProgressReceipts(), states =>
        {
            var page = Any.Page();
            foreach (var state in states)
            {
                page.Apply(Any.Receipt(state));
            }

            return page.Messages[0].State == states.MaxBy(Rank);
        });

    [Property]
    public Property Settle_AfterAReceipt_KeepsTheReceiptsState() =>
        Prop.ForAll(Gen.Elements(Receipts).ToArbitrary(), Gen.Elements(Outcomes).ToArbitrary(), (receipt, outcome) =>
        {
            var page = Any.Page();
            page.Claim("c", "acc", from: 0, most: 1, Any.Now);
            page.Apply(Any.Receipt(receipt));
            page.Settle(0, outcome, attempts: 2, "p2", "r", Any.Now);
            return page.Messages[0].State == receipt && page.Messages[0].Attempts == 2;
        });

    [Property]
    public Property Claim_AfterAnyHistory_TakesOnlyWhatIsPending() =>
        Prop.ForAll(Histories(), Gen.Choose(0, 5).Two().ToArbitrary(), (history, take) =>
        {
            var page = After(history);
            var before = page.Messages.ToArray();
            var claimed = page.Claim("c", "acc", take.Item1, take.Item2, Any.Now);
            return claimed.Count <= take.Item2
                && claimed.All(i =>
                    i >= take.Item1 && before[i].State is MessageState.Pending && page.Messages[i].State is MessageState.Sending
                )
                && Enumerable.Range(0, before.Length).Except(claimed).All(i => page.Messages[i] == before[i]);
        });

    [Property]
    public Property Cancel_AfterAnyHistory_LeavesNothingPendingAndTouchesNothingElse() => Prop.ForAll(Histories(), history =>
        {
            var page = After(history);
            var before = page.Messages.ToArray();
            page.Cancel("stopped", Any.Now);
            return page.Counts.Pending == 0
                && page.Messages.Zip(before)
                    .All(p =>
                        p.Second switch
                        {
                            { State: MessageState.Pending, MayHaveBeenSent: true } => p.First.State is MessageState.Unknown,
                            { State: MessageState.Pending } => p.First.State is MessageState.Canceled,
                            _ => p.First == p.Second,
                        }
                    );
        });

    [Property]
    public Property Addresses_AfterAnyHistory_AreThoseThatWerePlanned() =>
        Prop.ForAll(Histories(), history =>
            After(history).Messages.Select(m => m.Address).SequenceEqual(Any.Page(messages: 4).Messages.Select(m => m.Address))
        );

    private static LedgerPage After(IEnumerable<Step> history)
    {
        var page = Any.Page(messages: 4);
        foreach (var step in history)
        {
            step.On(page);
        }

        return page;
    }

    /// <summary>How far a message is: a receipt may only climb.</summary>
    private static int Rank(MessageState state) =>
        state switch
        {
            MessageState.Pending or MessageState.Sending or MessageState.Unknown or MessageState.Skipped or MessageState.Canceled => 0,
            MessageState.Sent => 1,
            MessageState.Failed => 2,
            MessageState.Delivered => 3,
            _ => 4,
        };

    private static Arbitrary<Step[]> Histories() =>
        (
            from kind in Gen.Elements("claim", "claim", "settle", "settle", "receipt", "receipt", "recover", "cancel")
            from index in Gen.Choose(0, 3)
            from state in Gen.Elements(Enum.GetValues<MessageState>())
            from most in Gen.Choose(0, 4)
            select new Step(kind, index, state, most)
        )
            .ArrayOf()
            .ToArbitrary();

    /// <summary>Receipts that tell one story: on its way to read, or to a failure.</summary>
    private static Arbitrary<MessageState[]> ProgressReceipts() =>
        Gen.Elements(Receipts).NonEmptyListOf().Select(s => s.ToArray()).ToArbitrary();
}
