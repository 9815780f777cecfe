using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Domain.Tests.Messages;

public sealed class MessageProgressTests
{
    private static readonly MessageState[] Reported = [MessageState.Sent, MessageState.Failed, MessageState.Delivered, MessageState.Read];

    [Fact]
    public void Delivered_ThenUndelivered_ThenDeliveredAgain_StaysDelivered() =>
        Assert.Equal(MessageState.Delivered, After(MessageState.Sent, MessageState.Delivered, MessageState.Failed, MessageState.Delivered));

    [Fact]
    public void Delivery_AfterAFailure_Counts() =>
        Assert.Equal(MessageState.Delivered, After(MessageState.Sent, MessageState.Failed, MessageState.Delivered));

    [Fact]
    public void Receipts_InAnyOrderAndRepeated_EndAtTheFarthest()
    {
        var reports = Gen.Elements(Reported).NonEmptyListOf().Select(states => states.ToArray()).ToArbitrary();
        var from = Gen.Elements(Enum.GetValues<MessageState>()).ToArbitrary();

        Prop.ForAll(from, reports, ArbMap.Default.ArbFor<int>(), (start, states, seed) =>
            {
                MessageState[] reported = [.. states, .. states];
                new System.Random(seed).Shuffle(reported);
                var end = After(start, reported);
                var farthest = states.Append(start).MaxBy(state => Array.IndexOf(Reported, state));
                return end == farthest && end == After(start, states) && end == After(end, reported);
            })
            .QuickCheckThrowOnFailure();
    }

    private static MessageState After(MessageState start, params MessageState[] receipts)
    {
        var page = new LedgerPage(0, [new LedgerMessage("ann@example.net", start, 1, "a1", null, null, Any.Now)]);
        foreach (var (i, state) in receipts.Index())
        {
            page.Apply(new Receipt(new MessageId(Any.RunId, 0, 0), state, null, null, Any.Now.AddSeconds(i)));
        }

        return page.Messages[0].State;
    }
}
