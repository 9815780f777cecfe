using CampaignTasks.Durable.Engine.Hub;
using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Tests.Engine.Hub;

public sealed class InstanceSessionTests
{
    [Fact]
    public void PutBack_OfWhatASearchFoundAgainMeanwhile_KeepsTheOrder()
    {
        var session = new InstanceSession("one");
        session.Post(Message("1"), fresh: null);
        var held = session.Take();
        session.Post(Message("2"), fresh: null);
        session.Post(Arrival.InInbox("1"), fresh: null);

        session.PutBack(held);

        var taken = session.Take();
        Assert.Equal(["1", "2"], taken.Select(arrival => arrival.MessageKey));
        Assert.NotNull(taken[0].Event);
    }

    private static Arrival Message(string key) => new(new HistoryEvent { EventId = -1 }, ExecutionId: null, key, "sender", Sequence: 1);
}
