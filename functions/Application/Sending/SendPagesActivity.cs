using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Quotas;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Sending;

/// <summary>The activity <see cref="RunActivities.SendPages"/>: reads what the lane needs and runs a <see cref="LaneSender"/>.</summary>
internal sealed class SendPagesActivity(
    IRunStore runs,
    ILedger ledger,
    AccountResolver accounts,
    SenderLimiter senders,
    SendingMemory memory,
    RunMonitors monitors,
    AdaptiveConcurrencyLimiters limiters,
    QuotaService quotas,
    EligibilityCheckerFactory eligibility,
    TesterEligibilityFactory testers,
    JourneyEligibilityFactory journeys,
    RunFailureHandler failures,
    StageGate stages,
    RunWebhookEvents events,
    StorageRetry retry,
    WebhookAddress addresses,
    DurableTaskClient client,
    IOptions<SendingOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<SendPagesActivity> logger
) : TaskActivity<LaneWork, LaneResult>
{
    public override Task<LaneResult> RunAsync(TaskActivityContext context, LaneWork input) => SendAsync(input, context.InstanceId);

    /// <summary>Sends for a limited time, if the tenant may have one more sender in this process.</summary>
    /// <param name="input">The lane and its position.</param>
    /// <param name="instanceId">The orchestration that carries the lane out.</param>
    public async Task<LaneResult> SendAsync(LaneWork input, string instanceId)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        await EarlyTimers.WaitAsync(input.DueAt, time, cancellationToken);
        input = input with { DueAt = null };
        var run = await runs.RequireAsync(input.Run, cancellationToken);
        using var monitor = monitors.Subscribe(input.Run, run.PlanVersion, run.Step);
        var stored = await stages.LookAsync(await monitor.ReadAsync(cancellationToken), run, monitor, cancellationToken);
        if (
            stored is not { Stage: null or { Hold: null } }
            || !stored.IsSending(run.Id)
            || run.PlanVersion != stored.PlanVersion
            || run.Failure is not null
            || monitor.IsHalted
        )
        {
            await CallAsync(senders.Forget(input.Run.TenantId, instanceId));
            return new LaneResult(LaneState.Halted, input);
        }

        var task = run.Test is null ? stored : stored.ForTests();
        if (!senders.TryTake(task.TenantId, instanceId))
        {
            return ComesAgain(input);
        }

        try
        {
            var result = await SendPagesAsync(input, task, run, monitor, cancellationToken);
            if (result.State is not LaneState.More || !senders.HasWaitingLanes(task.TenantId))
            {
                return result;
            }

            senders.Queue(task.TenantId, instanceId);
            return ComesAgain(result.Next);
        }
        finally
        {
            await CallAsync(senders.Leave(task.TenantId));
        }
    }

    private async Task<LaneResult> SendPagesAsync(
        LaneWork input,
        CampaignTask task,
        Run run,
        RunMonitor monitor,
        CancellationToken cancellationToken
    )
    {
        var active = await AccountsAsync(task, input.Lane, cancellationToken);
        if (active.Count == 0)
        {
            await failures.HandleAsync(task, run, SendFailure.NoAccount, cancellationToken);
            return new LaneResult(LaneState.Halted, input);
        }

        var lane = new LaneContext
        {
            Task = task,
            Run = run,
            Lane = input.Lane,
            Accounts = active,
            Monitor = monitor,
            Memory = memory,
        };

        // What fails for testers says nothing about a run.
        var maxFailures = run.Test is null ? options.Value.PauseAfterFailures : int.MaxValue;
        var policy = new FailurePolicy(lane, failures, retry, maxFailures);
        var checker = await CheckerAsync(task, run, cancellationToken);
        var batches = new BatchSender(lane, checker, policy, retry, time, logger);
        var duration = senders.HasWaitingLanes(task.TenantId) ? SenderLimiter.ShortTurn : LaneSender.LongStep;
        var result = await new LaneSender(ledger, lane, batches, policy, quotas, retry, time, logger).SendAsync(
            input,
            duration,
            cancellationToken
        );

        // A process that stops means nothing for the run: the step is repeated elsewhere.
        cancellationToken.ThrowIfCancellationRequested();
        await events.FailedAsync(run, input.Lane, input.FromPage, task.Plan.Channel, cancellationToken);
        return result;
    }

    private async Task<IEligibilityChecker> CheckerAsync(CampaignTask task, Run run, CancellationToken cancellationToken) =>
        run.Test is { } test ? testers.Create(task, test)
        : run.Step is { } step
            ? await journeys.CreateAsync(task, step, await eligibility.CreateAsync(task, cancellationToken), cancellationToken)
        : await eligibility.CreateAsync(task, cancellationToken);

    private LaneResult ComesAgain(LaneWork work) => new(LaneState.Wait, work with { NotBefore = senders.ComesAgainAt(work.Run.TenantId) });

    /// <summary>Wakes lanes that have a place now. A lane that is not reached comes by itself.</summary>
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

    /// <summary>Resolves the accounts that may send, in the lane's order.</summary>
    private async Task<IReadOnlyList<LaneAccount>> AccountsAsync(CampaignTask task, int lane, CancellationToken cancellationToken)
    {
        List<LaneAccount> active = [];
        foreach (var id in LaneAllocation.InOrder(task.Plan.Accounts, lane))
        {
            if (
                await ResolveAsync(task.TenantId, id, cancellationToken) is var (account, channel)
                && account.Account.Status is AccountStatus.Active
            )
            {
                active.Add(new LaneAccount(account, channel, limiters.Of(id), addresses.Callback(account.Account)));
            }
        }

        return active;
    }

    private async Task<(ResolvedAccount Account, IChannel Channel)?> ResolveAsync(
        string tenantId,
        string accountId,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await accounts.FindAsync(tenantId, accountId, cancellationToken);
        }
        catch (InvalidOperationException)
        {
            // Protected with a key that is lost: a retry does not help, only new secrets do.
            return null;
        }
    }
}
