using CampaignTasks.Application.Telemetry;
using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Quotas;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Sending;

/// <summary><see cref="RunActivities.SendPages"/>: reads what the lane needs and lets a <see cref="LaneSender"/> work.</summary>
internal sealed class SendPagesActivity(
    ILedger ledger, AccountResolver accounts, SenderLimiter seats, RunMonitors controls, AdaptiveConcurrencyLimiters gates, QuotaService budgets, EligibilityCheckerFactory lastGates,
    RunFailureHandler troubles, StorageRetry retry, WebhookAddress addresses, DurableTaskClient client,
    IOptions<SendingOptions> options, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<SendPagesActivity> logger)
    : TaskActivity<LaneWork, LaneResult>
{
    public override Task<LaneResult> RunAsync(TaskActivityContext context, LaneWork input) => SendAsync(input, context.InstanceId);

    /// <summary>Sends for a bounded time, if the tenant has a seat for it.</summary>
    /// <param name="input">The lane and where it stands.</param>
    /// <param name="lane">The orchestration that carries the lane out.</param>
    public async Task<LaneResult> SendAsync(LaneWork input, string lane)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        await EarlyTimers.WaitAsync(input.DueAt, time, cancellationToken);
        input = input with { DueAt = null };
        var run = await ledger.RequireAsync(input.Run, cancellationToken);
        using var control = controls.Subscribe(input.Run, run.PlanVersion);
        var task = await control.ReadAsync(cancellationToken);
        if (task is not { Status: CampaignTaskStatus.Running } || task.CurrentRun != run.Id || run.PlanVersion != task.PlanVersion || run.Failure is not null)
        {
            await CallAsync(seats.Forget(input.Run.TenantId, lane));
            return new LaneResult(LaneState.Halted, input);
        }

        if (!seats.TryTake(task.TenantId, lane))
        {
            return ComesAgain(input);
        }

        try
        {
            var progress = await SendPagesAsync(input, task, run, control, cancellationToken);
            if (progress.State is not LaneState.More || !seats.IsCrowded(task.TenantId))
            {
                return progress;
            }

            seats.Queue(task.TenantId, lane);
            return ComesAgain(progress.Next);
        }
        finally
        {
            await CallAsync(seats.Leave(task.TenantId));
        }
    }

    private async Task<LaneResult> SendPagesAsync(LaneWork input, CampaignTask task, Run run, RunMonitor control, CancellationToken cancellationToken)
    {
        var able = await AccountsAsync(task, input.Lane, cancellationToken);
        if (able.Count == 0)
        {
            await troubles.PauseAsync(task, SendFailure.NoAccount.Reason, cancellationToken);
            return new LaneResult(LaneState.Halted, input);
        }

        var setup = new LaneContext
        {
            CampaignTask = task,
            Run = run,
            Lane = input.Lane,
            Accounts = able,
            Hours = run.HoursBy(task),
            Creative = CompiledCreative.From(task.Creative, task.Channel),
            Monitor = control,
            Quotas = budgets,
            Eligibility = await lastGates.OpenAsync(task, cancellationToken),
            Failures = troubles,
            Retry = retry,
            MaxFailuresInARow = options.Value.PauseAfterFailures,
            Turn = seats.IsCrowded(task.TenantId) ? SenderLimiter.ShortTurn : LaneContext.LongTurn,
        };
        var progress = await new LaneSender(ledger, setup, time, logger).RunAsync(input, cancellationToken);

        // A process that stops says nothing about the run: the step is taken up again elsewhere.
        cancellationToken.ThrowIfCancellationRequested();
        return progress;
    }

    private LaneResult ComesAgain(LaneWork work) => new(LaneState.Wait, work with { NotBefore = seats.ComesAgainAt(work.Run.TenantId) });

    /// <summary>Tells lanes that a place is free for them. Who is not reached comes by itself.</summary>
    private async Task CallAsync(IReadOnlyList<string> lanes)
    {
        foreach (var lane in lanes)
        {
            try
            {
                await client.RaiseEventAsync(lane, RunActivities.Refresh, "", CancellationToken.None);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                logger.LaneNotNotified(e, lane);
            }
        }
    }

    /// <summary>The accounts that may send, in the lane's order.</summary>
    private async Task<IReadOnlyList<LaneAccount>> AccountsAsync(CampaignTask task, int lane, CancellationToken cancellationToken)
    {
        List<LaneAccount> able = [];
        foreach (var id in LaneAllocation.InOrder(task.Accounts, lane))
        {
            if (await TryOpenAsync(task.TenantId, id, cancellationToken) is var (account, channel) && account.Account.Status is AccountStatus.Active)
            {
                able.Add(new LaneAccount(account, channel, gates.Of(id), addresses.Callback(account.Account)));
            }
        }

        return able;
    }

    private async Task<(ResolvedAccount Account, IChannel Channel)?> TryOpenAsync(string tenantId, string accountId, CancellationToken cancellationToken)
    {
        try
        {
            return await accounts.FindAsync(tenantId, accountId, cancellationToken);
        }
        catch (InvalidOperationException)
        {
            // Sealed with a key that is lost: trying again opens nothing, only new secrets do.
            return null;
        }
    }
}
