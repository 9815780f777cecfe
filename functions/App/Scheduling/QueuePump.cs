using System.Text;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using CampaignTasks.Api.Functions;

namespace CampaignTasks.App.Scheduling;

/// <summary>
/// The reader of the catalog's queues where there is no Functions host. It works while this process owns the lease. A message that is taken
/// is hidden until it is done or has failed, so that it is handled at most twice when the owner changes.
/// </summary>
internal sealed class QueuePump(
    IReadOnlyCollection<QueueFunction> functions,
    EventQueues queues,
    QueueRunner runner,
    ISchedulerLease lease,
    TimeProvider time,
    ILogger<QueuePump> logger
) : BackgroundService
{
    /// <summary>The attempts at a message before it is moved to the poison queue, as many as the Functions host makes.</summary>
    public const int Attempts = 5;

    private const int Batch = 16;

    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(10);

    /// <summary>The interval at which the lease is checked.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FirstIdle = TimeSpan.FromMilliseconds(500);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(functions.Select(function => PumpAsync(function, stoppingToken)));

    private async Task PumpAsync(QueueFunction function, CancellationToken cancellationToken)
    {
        var (queue, idle, ready) = (queues.Of(function), FirstIdle, false);
        while (true)
        {
            try
            {
                if (lease.Term is null)
                {
                    await Task.Delay(Again, time, cancellationToken);
                    continue;
                }

                if (!ready)
                {
                    await queues.EnsureAsync(function, cancellationToken);
                    ready = true;
                }

                var messages = (await queue.ReceiveMessagesAsync(Batch, Hidden, cancellationToken)).Value;
                await Task.WhenAll(messages.Select(message => HandleAsync(function, queue, message, cancellationToken)));
                idle = messages.Length > 0 ? TimeSpan.Zero : Longer(idle);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                logger.QueueUnreachable(e, queue.Name);
                (ready, idle) = (false, LongestIdle);
            }

            await Task.Delay(idle, time, cancellationToken);
        }
    }

    private async Task HandleAsync(QueueFunction function, QueueClient queue, QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await runner.RunAsync(function, TextOf(message.MessageText), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            await GiveBackAsync(function, queue, message, e, cancellationToken);
            return;
        }

        // Done: if the deletion were canceled, the message would be handled again.
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);
    }

    private async Task GiveBackAsync(
        QueueFunction function,
        QueueClient queue,
        QueueMessage message,
        Exception failure,
        CancellationToken cancellationToken
    )
    {
        if (message.DequeueCount < Attempts)
        {
            logger.MessageFailed(failure, message.MessageId, queue.Name, message.DequeueCount);
            var wait = TimeSpan.FromSeconds(Math.Pow(2, message.DequeueCount - 1));
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, messageText: null, wait, cancellationToken);
            return;
        }

        // Copied to the poison queue first: a crash in between duplicates the message, but never loses it.
        await queues
            .PoisonOf(function)
            .SendMessageAsync(message.MessageText, visibilityTimeout: null, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);
        logger.MessageGivenUp(failure, message.MessageId, queue.Name, message.DequeueCount);
    }

    private static TimeSpan Longer(TimeSpan idle) =>
        idle < FirstIdle ? FirstIdle
        : idle * 2 < LongestIdle ? idle * 2
        : LongestIdle;

    /// <summary>Gets the text of a message, decoded from base64 where that contains text.</summary>
    private static string TextOf(string message)
    {
        Span<byte> bytes = new byte[message.Length];
        try
        {
            return Convert.TryFromBase64String(message, bytes, out var length)
                ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes[..length])
                : message;
        }
        catch (DecoderFallbackException)
        {
            return message;
        }
    }
}
