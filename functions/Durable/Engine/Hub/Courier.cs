using CampaignTasks.Durable.Protocol;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>Delivers outboxes: inserts messages into other inboxes and starts children. Doing it twice does it once.</summary>
internal sealed class Courier(IHubStore store, InstanceStarter starter, SessionTable sessions, TimeProvider time, long epoch, ILogger logger)
{
    /// <summary>Delivers all there is, in order, and takes it out of the instance's outbox. Activities stay: they run here.</summary>
    public async Task DeliverAsync(LoadedInstance instance, CancellationToken cancellationToken)
    {
        foreach (var item in instance.Outbox.Where(item => item.Kind is not Outgoing.Types.Kind.Activity).ToList())
        {
            if (item.Kind is Outgoing.Types.Kind.Event) await SendAsync(MessageOf(item), cancellationToken);
            else await StartAsync(instance.State.InstanceId, item, cancellationToken);
            instance.Outbox.Remove(item);
            instance.IsOutboxChanged = true;
        }
    }

    private static HubMessage MessageOf(Outgoing item) => new(
        item.InstanceId, item.Key, item.Sender, item.Sequence, item.ExecutionId.Length == 0 ? null : item.ExecutionId, item.Body.Memory);

    private async Task SendAsync(HubMessage message, CancellationToken cancellationToken)
    {
        await store.AddMessageAsync(message, cancellationToken);
        sessions.Post(message.InstanceId, Arrival.Of(message));
    }

    private async Task StartAsync(string parentId, Outgoing item, CancellationToken cancellationToken)
    {
        var start = HistoryEvent.Parser.ParseFrom(item.Body);
        var (result, state) = await starter.StartAsync(start, item.Key, epoch, cancellationToken);
        if (result is not StartResult.Refused)
        {
            sessions.Post(item.InstanceId, fresh: result is StartResult.Started && state!.Outbox.IsEmpty && state.OutboxRows == 0 ? LoadedInstance.OfNew(state) : null);
            return;
        }

        logger.ChildRefused(parentId, item.InstanceId);
        var failure = Failures.ToWire(new OrchestrationAlreadyExistsException(item.InstanceId));
        failure.IsNonRetriable = true;
        var refusal = History.ChildFailed(item.TaskId, failure, time.GetUtcNow());
        await SendAsync(new(parentId, item.Key, item.Sender + "/refused", item.Sequence, item.ExecutionId, refusal.ToByteArray()), cancellationToken);
    }
}
