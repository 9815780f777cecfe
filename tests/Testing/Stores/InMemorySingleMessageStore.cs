using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.SingleMessages;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps single messages in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemorySingleMessageStore : ISingleMessageStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, string Request), MessageId> _requests = [];
    private readonly Dictionary<MessageId, SingleMessage> _messages = [];
    private readonly Dictionary<(string Tenant, string Run), SingleBatch> _open = [];

    public Task<IReadOnlyDictionary<string, MessageId>> TryAddAsync(
        SingleBatch batch,
        IReadOnlyList<SingleMessage> messages,
        CancellationToken cancellationToken
    )
    {
        if (messages.Count is 0 or > SingleBatch.MostMessages || !batch.Requests.SequenceEqual(messages.Select(message => message.Request)))
        {
            throw new ArgumentException("The messages are not the batch's.", nameof(messages));
        }

        lock (_lock)
        {
            var known = batch
                .Requests.Where(request => _requests.TryGetValue((batch.TenantId, request), out var place) && place.Run != batch.Run)
                .ToDictionary(request => request, request => _requests[(batch.TenantId, request)]);
            if (known.Count is 0 && _open.TryAdd((batch.TenantId, batch.Run.ToString()), batch))
            {
                for (var i = 0; i < messages.Count; i++)
                {
                    _requests[(batch.TenantId, messages[i].Request)] = batch.MessageAt(i);
                    _messages[batch.MessageAt(i)] = messages[i];
                }
            }

            return Task.FromResult<IReadOnlyDictionary<string, MessageId>>(known);
        }
    }

    public Task<MessageId?> FindAsync(string tenantId, string request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_requests.GetValueOrDefault((tenantId, request)));
        }
    }

    public Task<IReadOnlyList<SingleMessage>?> ReadAsync(SingleBatch batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<SingleMessage>?>(
                _open.ContainsKey((batch.TenantId, batch.Run.ToString()))
                    ? [.. batch.Requests.Select((_, index) => _messages[batch.MessageAt(index)])]
                    : null
            );
        }
    }

    public async IAsyncEnumerable<SingleBatch> OpenAsync(string tenantId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SingleBatch[] open;
        lock (_lock)
        {
            open = [.. _open.Where(one => one.Key.Tenant == tenantId).Select(one => one.Value)];
        }

        foreach (var batch in open)
        {
            await Task.CompletedTask;
            yield return batch;
        }
    }

    public Task CloseAsync(SingleBatch batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_open.Remove((batch.TenantId, batch.Run.ToString())))
            {
                for (var i = 0; i < batch.Requests.Count; i++)
                {
                    _messages.Remove(batch.MessageAt(i));
                }
            }

            return Task.CompletedTask;
        }
    }
}
