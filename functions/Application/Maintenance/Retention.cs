using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Retention;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Maintenance;

/// <summary>
/// The timer that deletes what tenants do not keep any longer: runs with their messages, audit entries, messages of the sandbox, imports,
/// events, carts, journeys that have ended, unread facts, requests of single messages, deliveries of webhooks, inbound messages, messages
/// in inboxes, and ids of providers. A tick works for a few minutes and ends; the next one finds what is left. Contacts, consent and
/// suppressions stay.
/// </summary>
internal sealed class Retention(
    ITenantStore tenants,
    ISettingsStore settings,
    IExpiredData expired,
    ILedger ledger,
    IRunStore runs,
    IJourneyStore journeys,
    TimeProvider time,
    ILogger<Retention> logger
) : ITimerFunction
{
    private const int RunsAtOnce = 20;

    private const int RowsAtOnce = 500;

    private const int PagesAtOnce = 20;

    /// <summary>The time after which a tick begins nothing more: shorter than what a Functions host gives a function.</summary>
    public static readonly TimeSpan LongestTick = TimeSpan.FromMinutes(3);

    public async Task RunAsync(TimerTick tick, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await foreach (var tenant in tenants.AllAsync(cancellationToken))
        {
            // What is being removed goes as a whole.
            if (tenant.Status is not TenantStatus.Deleting)
            {
                await TryCleanAsync(tenant.Id, started, cancellationToken);
            }

            if (IsOver(started))
            {
                return;
            }
        }
    }

    // One tenant's trouble must not keep another's data.
    private async Task TryCleanAsync(string tenantId, long started, CancellationToken cancellationToken)
    {
        try
        {
            var periods = (await settings.ReadAsync(tenantId, cancellationToken)).Retention;
            var now = time.GetUtcNow();
            var deleted = await DeleteRunsAsync(tenantId, now.AddDays(-periods.Messages), started, cancellationToken);
            (ExpiredKind Kind, DateTimeOffset Before)[] kinds =
            [
                (ExpiredKind.AuditEntries, now.AddDays(-periods.Audit)),
                (ExpiredKind.SandboxMessages, now.AddDays(-periods.Sandbox)),
                (ExpiredKind.Imports, now.AddDays(-periods.Imports)),
                (ExpiredKind.Events, now.AddDays(-periods.Events)),
                (ExpiredKind.Carts, now.AddDays(-periods.Carts)),
                (ExpiredKind.InboundMessages, now - IInboundMessageStore.Kept),
                (ExpiredKind.SentMessages, now - ISentMessageStore.Kept),
                (ExpiredKind.ReceivedMessages, now - IReceivedMessageStore.Kept),
                (ExpiredKind.InboxMessages, now - IInboxStore.Kept),
                (ExpiredKind.WebhookDeliveries, now - WebhookDelivery.Kept),
                (ExpiredKind.Facts, now - IFactInbox.Kept),
                (ExpiredKind.SingleMessages, now - ISingleMessageStore.Kept),
            ];
            foreach (var (kind, before) in kinds)
            {
                deleted += await DeleteAsync(tenantId, kind, before, started, cancellationToken);
            }

            deleted += await ForgetJourneysAsync(tenantId, now.AddDays(-periods.Journeys), started, cancellationToken);
            if (deleted > 0)
            {
                logger.ExpiredDeleted(deleted, tenantId);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.ExpiredNotDeleted(e, tenantId);
        }
    }

    private async Task<int> DeleteRunsAsync(string tenantId, DateTimeOffset before, long started, CancellationToken cancellationToken)
    {
        var deleted = 0;
        IReadOnlyList<Run> old;
        do
        {
            old = await expired.FindRunsAsync(tenantId, before, RunsAtOnce, cancellationToken);
            foreach (var run in old)
            {
                // The run last: until then a repetition finds what is left.
                await ledger.DeleteAsync(run, cancellationToken);
                await runs.DeleteAsync(run, cancellationToken);
                deleted++;
            }
        } while (old.Count == RunsAtOnce && !IsOver(started));
        return deleted;
    }

    private async Task<int> ForgetJourneysAsync(string tenantId, DateTimeOffset before, long started, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        IReadOnlyList<(AutomationKey Key, JourneyPage Page)> old;
        bool hasProgress;
        do
        {
            hasProgress = false;
            old = await expired.FindJourneysAsync(tenantId, before, PagesAtOnce, cancellationToken);
            foreach (var (key, page) in old)
            {
                var some = page.Forget(before);
                try
                {
                    await journeys.SavePageAsync(key, page, cancellationToken);
                    forgotten += some;
                    hasProgress = true;
                }
                catch (ConcurrencyConflictException)
                {
                    // The automation stored the page in between: the next look finds it again.
                }
            }
        } while (old.Count == PagesAtOnce && hasProgress && !IsOver(started));
        return forgotten;
    }

    private async Task<int> DeleteAsync(
        string tenantId,
        ExpiredKind kind,
        DateTimeOffset before,
        long started,
        CancellationToken cancellationToken
    )
    {
        var deleted = 0;
        int some;
        do
        {
            some = IsOver(started) ? 0 : await expired.DeleteAsync(tenantId, kind, before, RowsAtOnce, cancellationToken);
            deleted += some;
        } while (some == RowsAtOnce);
        return deleted;
    }

    private bool IsOver(long started) => time.GetElapsedTime(started) >= LongestTick;
}
