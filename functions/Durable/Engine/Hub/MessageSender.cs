using CampaignTasks.Durable.Protocol;
using Google.Protobuf;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>Sends a client's messages: durable when the call returns, in the order in which one caller's calls were made.</summary>
internal sealed class MessageSender(HubWorker hub)
{
    private readonly UlidSource _ulids = hub.Parts.Ulids;
    private readonly string _session = hub.Parts.Ulids.Next();
    // Messages to one instance go one by one: their numbers then arrive in order, which is what makes a repeated insert recognisable.
    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];
    private long _sequence;

    /// <exception cref="OrchestrationNotFoundException">No such instance.</exception>
    /// <exception cref="OrchestrationFinishedException">The instance has finished.</exception>
    public async Task SendAsync(string instanceId, HistoryEvent e, CancellationToken cancellationToken)
    {
        InstanceIds.Check(instanceId);
        var store = hub.Parts.Store;
        var lane = _lanes[StableHash.Of(instanceId) % (ulong)_lanes.Length];
        // Whoever holds the lane is done after a few requests to storage. A wait that can be canceled would go on on another thread.
        await lane.WaitAsync(CancellationToken.None);
        try
        {
            var state = await store.ReadInstanceAsync(instanceId, cancellationToken) ?? throw new OrchestrationNotFoundException(instanceId);
            if (state.IsFinished) throw new OrchestrationFinishedException(instanceId);

            var message = new HubMessage(instanceId, _ulids.Next(), _session, Interlocked.Increment(ref _sequence), null, e.ToByteArray());
            await store.AddMessageAsync(message, cancellationToken);
            // The message is stored: from here on nothing may stop the owner from hearing of it. Whether this process is the owner is asked now, not
            // earlier: an owner of now hears it here, and one that takes over later finds it in its first search.
            if (hub.Owner is { } owner) owner.Nudge(instanceId, Arrival.Of(message));
            else await store.AddWakeAsync(new(_ulids.Next(), instanceId, message.Key), CancellationToken.None);
        }
        finally
        {
            lane.Release();
        }
    }
}
