using System.Text.Json.Nodes;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Webhooks;

/// <summary>
/// The events of tasks, runs and their messages. They are derived from what is stored, so publishing them again is harmless. They name ids,
/// never addresses, and of a failure its code: a provider's words may repeat an address.
/// </summary>
internal sealed class RunWebhookEvents(WebhookPublisher publisher, ILedger ledger)
{
    private const int AtOnce = 250;

    /// <summary>Publishes that a task has ended; nothing for one that has not.</summary>
    public Task TaskEndedAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var type = task.Status switch
        {
            CampaignTaskStatus.Completed => WebhookEventType.TaskCompleted,
            CampaignTaskStatus.Failed => WebhookEventType.TaskFailed,
            CampaignTaskStatus.Canceled => WebhookEventType.TaskCanceled,
            _ => null,
        };
        return type is null
            ? Task.CompletedTask
            : publisher.PublishAsync(task.TenantId, [Of(task, type, task.EndReason, task.UpdatedAt)], cancellationToken);
    }

    /// <summary>Publishes that a task was paused by itself.</summary>
    public Task TaskPausedAsync(CampaignTask task) =>
        publisher.TryPublishAsync(task.TenantId, () =>
            [Of(task, WebhookEventType.TaskPaused, task.PauseReason, task.PausedAt ?? task.UpdatedAt)]
        );

    /// <summary>Publishes that a run of a task has ended, and every message of it that failed.</summary>
    public async Task RunEndedAsync(Run run, CampaignTask? task, CancellationToken cancellationToken)
    {
        if (run is not { Test: null, Step: null, CompletedAt: { } at })
        {
            return;
        }

        for (var lane = 0; lane < run.Lanes; lane++)
        {
            await FailedAsync(run, lane, fromPage: 0, task?.Plan.Channel, cancellationToken);
        }

        if (await publisher.HasAnyAsync(run.TenantId, cancellationToken, WebhookEventType.RunCompleted))
        {
            var data = new JsonObject
            {
                ["runId"] = run.Id.ToString(),
                ["taskId"] = run.TaskId,
                ["occurrence"] = Instant(run.Occurrence),
                ["status"] = EnumNames.Of(run.Status),
                ["reason"] = run.EndReason,
                ["counts"] = Of(await ledger.CountAsync(run, cancellationToken)),
            };
            await publisher.PublishAsync(
                run.TenantId,
                [new WebhookEvent(WebhookEventType.RunCompleted, run.Id.ToString(), at, data)],
                cancellationToken
            );
        }
    }

    /// <summary>Publishes the messages of a lane that have failed, from a page on.</summary>
    public async Task FailedAsync(Run run, int lane, int fromPage, ChannelKind? channel, CancellationToken cancellationToken)
    {
        if (run.Test is not null || !await publisher.HasAnyAsync(run.TenantId, cancellationToken, WebhookEventType.MessageFailed))
        {
            return;
        }

        List<WebhookEvent> events = [];
        await foreach (var page in ledger.ReadPagesAsync(run, lane, fromPage, openOnly: false, cancellationToken))
        {
            for (var i = 0; i < page.Messages.Count && page.Counts.Failed > 0; i++)
            {
                if (page.Messages[i] is { State: MessageState.Failed, IsErased: false } message)
                {
                    events.Add(Of(run, new MessageId(run.Id, page.Number, i), message, channel));
                }
            }

            if (events.Count >= AtOnce)
            {
                await publisher.PublishAsync(run.TenantId, events, cancellationToken);
                events.Clear();
            }
        }

        await publisher.PublishAsync(run.TenantId, events, cancellationToken);
    }

    /// <summary>Publishes what a provider reported of a run's messages.</summary>
    public async Task ReportedAsync(Run run, ChannelKind channel, IReadOnlyList<Receipt> receipts, CancellationToken cancellationToken)
    {
        if (
            run.Test is not null
            || !await publisher.HasAnyAsync(
                run.TenantId,
                cancellationToken,
                WebhookEventType.MessageDelivered,
                WebhookEventType.MessageRead,
                WebhookEventType.MessageFailed
            )
        )
        {
            return;
        }

        List<WebhookEvent> events = [];
        foreach (var ofPage in receipts.GroupBy(receipt => receipt.Message.Page))
        {
            // Receipts applied: a report that moved its message nowhere is no event.
            var page = await ledger.ReadPageAsync(run, ofPage.Key, cancellationToken);
            foreach (var receipt in ofPage.DistinctBy(receipt => (receipt.Message, receipt.State)))
            {
                if (
                    page?.Messages.ElementAtOrDefault(receipt.Message.Index) is { IsErased: false } message
                    && message.State == receipt.State
                    && message.State is MessageState.Delivered or MessageState.Read or MessageState.Failed
                )
                {
                    events.Add(Of(run, receipt.Message, message, channel));
                }
            }
        }

        await publisher.PublishAsync(run.TenantId, events, cancellationToken);
    }

    private static WebhookEvent Of(CampaignTask task, string type, string? reason, DateTimeOffset at) =>
        new(
            type,
            task.Id,
            at,
            new JsonObject
            {
                ["taskId"] = task.Id,
                ["name"] = task.Plan.Name,
                ["channel"] = EnumNames.Of(task.Plan.Channel),
                ["status"] = EnumNames.Of(task.Status),
                ["reason"] = CodeOf(reason),
            }
        );

    private static WebhookEvent Of(Run run, MessageId id, LedgerMessage message, ChannelKind? channel)
    {
        var data = new JsonObject
        {
            ["messageId"] = id.ToString(),
            ["runId"] = run.Id.ToString(),
            ["channel"] = channel is { } kind ? EnumNames.Of(kind) : null,
            ["account"] = message.Account,
            ["contactId"] = message.ContactId,
            ["status"] = EnumNames.Of(message.State),
            ["reason"] = CodeOf(message.Reason),
        };
        if (run.Batch is null)
        {
            data[run.Step is null ? "taskId" : "automationId"] = run.TaskId;
        }

        var type = message.State switch
        {
            MessageState.Delivered => WebhookEventType.MessageDelivered,
            MessageState.Read => WebhookEventType.MessageRead,
            _ => WebhookEventType.MessageFailed,
        };

        // Whole seconds: what the ledger keeps.
        return new(type, id.ToString(), DateTimeOffset.FromUnixTimeSeconds(message.UpdatedAt.ToUnixTimeSeconds()), data)
        {
            ContactId = message.ContactId,
        };
    }

    private static JsonObject Of(MessageCounts counts) =>
        new()
        {
            ["total"] = counts.Total,
            ["sent"] = counts.Accepted,
            ["delivered"] = counts.Delivered,
            ["read"] = counts.Read,
            ["failed"] = counts.Failed,
            ["skipped"] = counts.Skipped,
            ["canceled"] = counts.Canceled,
            ["unknown"] = counts.Unknown,
        };

    private static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static string? CodeOf(string? reason) => reason?.Split(':', 2)[0];
}
