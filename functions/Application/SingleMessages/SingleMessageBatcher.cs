using System.Collections.Concurrent;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.SingleMessages;

/// <summary>
/// The batching of single messages before they are stored: while one batch is being stored the next one gathers, so a single request never
/// waits and many share the writes. A stored batch is sent in this process at once, some batches of a line side by side. Thread-safe.
/// </summary>
internal sealed class SingleMessageBatcher(
    ISingleMessageStore store,
    IRunStore runs,
    ILedger ledger,
    ISingleMessageSender sender,
    Ulids ids,
    TimeProvider time,
    ILogger<SingleMessageBatcher> logger
) : IHostedService
{
    /// <summary>The most messages that wait to be stored; further ones are refused.</summary>
    public const int MostWaiting = 5_000;

    private const int BatchesAtOnce = 16;

    // Two of the largest creatives, and far below what one transaction may have.
    private const int BatchCharacters = 1024 * 1024;

    // Longer than storing takes, so that batches grow while a provider is slow, and short beside what a caller waits for.
    private static readonly TimeSpan LongestGathering = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Dictionary<SendingLine, Queue<Waiter>> _lines = [];
    private readonly ConcurrentDictionary<SendingLine, SemaphoreSlim> _places = new();
    private readonly ConcurrentDictionary<Task, bool> _inFlight = new();
    private int _waiting;

    /// <summary>Stores a message, and has it sent.</summary>
    /// <param name="line">The line it is sent with.</param>
    /// <param name="message">The message.</param>
    /// <param name="characters">Its size.</param>
    /// <param name="cancellationToken">Ends the wait; the message may be stored and sent nevertheless.</param>
    /// <returns>The message of the request, which may have been stored before.</returns>
    /// <exception cref="CapacityExceededException">Too many messages wait to be stored.</exception>
    public Task<MessageId> AddAsync(SendingLine line, SingleMessage message, int characters, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(
            message,
            characters,
            new TaskCompletionSource<MessageId>(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        lock (_lock)
        {
            if (_waiting >= MostWaiting)
            {
                throw new CapacityExceededException(
                    $"More than {MostWaiting} messages wait to be stored: repeat the request a moment later."
                );
            }

            _waiting++;
            if (_lines.TryGetValue(line, out var gathering))
            {
                gathering.Enqueue(waiter);
                return waiter.Stored.Task.WaitAsync(cancellationToken);
            }

            _lines[line] = new Queue<Waiter>([waiter]);
        }

        Track(DrainAsync(line));
        return waiter.Stored.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits for what is being stored and sent.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!_inFlight.IsEmpty)
            {
                await Task.WhenAll(_inFlight.Keys).WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The process may wait no longer: the sweep finds what is left.
        }
    }

    private async Task DrainAsync(SendingLine line)
    {
        // The caller goes on, and so do others who add to the first batch.
        await Task.Yield();
        var places = _places.GetOrAdd(line with { SendAt = null }, _ => new SemaphoreSlim(BatchesAtOnce));
        while (true)
        {
            var hasPlace = line.SendAt is null && await places.WaitAsync(LongestGathering);
            if (Next(line) is not { Count: > 0 } gathered)
            {
                Leave(places, hasPlace);
                return;
            }

            var (run, messages) = await StoreAsync(line, gathered);
            if (run is null)
            {
                Leave(places, hasPlace);
            }
            else if (hasPlace)
            {
                Track(SendAsync(run, messages, places));
            }
            else
            {
                Track(sender.DeferAsync(run));
            }
        }
    }

    private async Task SendAsync(Run run, IReadOnlyList<SingleMessage> messages, SemaphoreSlim places)
    {
        try
        {
            await sender.SendAsync(run, messages);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Stores what was gathered, without the requests that were stored before, and answers all of them.</summary>
    /// <returns>The run and its messages; no run when there is nothing new.</returns>
    private async Task<(Run? Run, IReadOnlyList<SingleMessage> Messages)> StoreAsync(SendingLine line, List<Waiter> gathered)
    {
        try
        {
            for (var left = gathered.ToLookup(waiter => waiter.Message.Request); left.Count > 0; )
            {
                SingleMessage[] messages = [.. left.Select(same => same.First().Message)];
                var batch = NewBatch(line, messages);
                var known = await store.TryAddAsync(batch, messages, CancellationToken.None);
                if (known.Count == 0)
                {
                    var run = await runs.OpenAsync(Run.Of(batch), CancellationToken.None);
                    await ledger.AddPagesAsync(run, [LedgerPage.Plan(batch, messages)], CancellationToken.None);
                    for (var i = 0; i < messages.Length; i++)
                    {
                        Answer(left[messages[i].Request], batch.MessageAt(i));
                    }

                    return (run, messages);
                }

                foreach (var (request, id) in known)
                {
                    Answer(left[request], id);
                }

                left = gathered.Where(waiter => !known.ContainsKey(waiter.Message.Request)).ToLookup(waiter => waiter.Message.Request);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Each caller gets it; what was stored nevertheless is found by the sweep, and by a repetition with the same key.
            logger.SingleMessagesNotStored(e, gathered.Count);
            gathered.ForEach(waiter => waiter.Stored.TrySetException(e));
        }

        return (null, []);
    }

    private SingleBatch NewBatch(SendingLine line, SingleMessage[] messages) =>
        new()
        {
            TenantId = line.TenantId,
            Run = RunId.OfSingles(line.TenantId, ids.Next()),
            Channel = line.Channel,
            Accounts = [line.Account],
            Purpose = line.Purpose,
            SendAt = line.SendAt,
            CreatedAt = time.GetUtcNow(),
            Requests = [.. messages.Select(message => message.Request)],
        };

    private static void Answer(IEnumerable<Waiter> waiters, MessageId id)
    {
        foreach (var waiter in waiters)
        {
            waiter.Stored.TrySetResult(id);
        }
    }

    private List<Waiter> Next(SendingLine line)
    {
        lock (_lock)
        {
            var gathering = _lines[line];
            List<Waiter> next = [];
            for (
                var characters = 0;
                next.Count < SingleBatch.MostMessages
                    && gathering.TryPeek(out var first)
                    && (next.Count == 0 || characters + first.Characters <= BatchCharacters);
                characters += first.Characters
            )
            {
                next.Add(gathering.Dequeue());
            }

            _waiting -= next.Count;
            if (next.Count == 0)
            {
                _lines.Remove(line);
            }

            return next;
        }
    }

    private static void Leave(SemaphoreSlim places, bool hasPlace)
    {
        if (hasPlace)
        {
            places.Release();
        }
    }

    private void Track(Task task)
    {
        _inFlight[task] = true;
        _ = task.ContinueWith(
            done => _inFlight.TryRemove(done, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    private sealed record Waiter(SingleMessage Message, int Characters, TaskCompletionSource<MessageId> Stored);
}
