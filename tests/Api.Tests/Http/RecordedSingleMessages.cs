using System.Collections.Concurrent;
using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.SingleMessages;

namespace CampaignTasks.Api.Tests.Http;

/// <summary>Sends no single messages, and remembers which ones it was to send.</summary>
internal sealed class RecordedSingleMessages : ISingleMessageSender
{
    private readonly ConcurrentQueue<Run> _sent = new();
    private readonly ConcurrentQueue<Run> _deferred = new();

    /// <summary>The batches that were to be sent at once.</summary>
    public IReadOnlyCollection<Run> Sent => _sent;

    /// <summary>The batches that were left to orchestrations.</summary>
    public IReadOnlyCollection<Run> Deferred => _deferred;

    public Task SendAsync(Run run, IReadOnlyList<SingleMessage> messages)
    {
        _sent.Enqueue(run);
        return Task.CompletedTask;
    }

    public Task DeferAsync(Run run)
    {
        _deferred.Enqueue(run);
        return Task.CompletedTask;
    }
}
