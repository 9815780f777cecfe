using CampaignTasks.Application.Accounts;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Quotas;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tasks;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Sending;

/// <summary>The runner of a step of a lane: it reads what the step needs, and has a <see cref="LaneSender"/> send.</summary>
internal sealed class LaneRunner(
    ILedger ledger,
    ISingleMessageStore singles,
    AccountResolver accounts,
    SendingMemory memory,
    AdaptiveConcurrencyLimiters limiters,
    QuotaService quotas,
    EligibilityCheckerFactory eligibility,
    TesterEligibilityFactory testers,
    JourneyEligibilityFactory journeys,
    RunFailureHandler failures,
    ISentMessageStore sent,
    RunWebhookEvents events,
    StorageRetry retry,
    WebhookAddress addresses,
    IOptions<SendingOptions> options,
    TimeProvider time,
    ILogger<LaneRunner> logger
)
{
    /// <summary>Sends for a limited time.</summary>
    /// <param name="work">The lane and its position.</param>
    /// <param name="task">The task by which the run is sent.</param>
    /// <param name="run">The run.</param>
    /// <param name="monitor">The live state of the run.</param>
    /// <param name="duration">The time after which no new claim is made.</param>
    /// <param name="messages">The single messages of the run, where the caller has them; null otherwise.</param>
    /// <param name="cancellationToken">Cancels what has not left.</param>
    /// <exception cref="OperationCanceledException">The process stops: the step is to be repeated elsewhere.</exception>
    public async Task<LaneResult> RunAsync(
        LaneWork work,
        CampaignTask task,
        Run run,
        RunMonitor monitor,
        TimeSpan duration,
        IReadOnlyList<SingleMessage>? messages,
        CancellationToken cancellationToken
    )
    {
        var active = await AccountsAsync(task, work.Lane, cancellationToken);
        if (active.Count == 0)
        {
            await failures.HandleAsync(task, run, SendFailure.NoAccount, cancellationToken);
            return new LaneResult(LaneState.Halted, work);
        }

        if (await ComposerAsync(task, run, messages, cancellationToken) is not { } composer)
        {
            // Closed by another sender: nothing of it may leave any more.
            return new LaneResult(LaneState.Halted, work);
        }

        var lane = new LaneContext
        {
            Task = task,
            Run = run,
            Lane = work.Lane,
            Accounts = active,
            Monitor = monitor,
            Memory = memory,
        };

        // What fails for testers, or for one of many who have nothing to do with each other, says nothing about a run.
        var maxFailures = run is { Test: null, Batch: null } ? options.Value.PauseAfterFailures : int.MaxValue;
        var policy = new FailurePolicy(lane, failures, retry, maxFailures);
        var checker = await CheckerAsync(task, run, cancellationToken);
        var batches = new BatchSender(lane, composer, checker, policy, retry, time, logger);
        var result = await new LaneSender(ledger, lane, batches, policy, quotas, retry, time, logger).SendAsync(
            work,
            duration,
            cancellationToken
        );

        // A process that stops means nothing for the run: the step is repeated elsewhere.
        cancellationToken.ThrowIfCancellationRequested();
        await events.FailedAsync(run, work.Lane, work.FromPage, task.Plan.Channel, cancellationToken);
        return result;
    }

    private async Task<IMessageComposer?> ComposerAsync(
        CampaignTask task,
        Run run,
        IReadOnlyList<SingleMessage>? messages,
        CancellationToken cancellationToken
    )
    {
        if (run.Batch is not { } single)
        {
            return new MessageComposer(task, memory.LargestMessage);
        }

        messages ??= await singles.ReadAsync(single, cancellationToken);
        return messages is null ? null : new SingleMessageComposer(single.Channel, messages, memory.LargestMessage);
    }

    private async Task<IEligibilityChecker> CheckerAsync(CampaignTask task, Run run, CancellationToken cancellationToken) =>
        run.Test is { } test ? testers.Create(task, test)
        : run.Batch is { } single ? await eligibility.CreateAsync(task, single.Purpose, cancellationToken)
        : run.Step is { } step
            ? await journeys.CreateAsync(task, step, await eligibility.CreateAsync(task, cancellationToken), cancellationToken)
        : await eligibility.CreateAsync(task, cancellationToken);

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
                var used = channel.ReportsByOwnId ? new RememberedChannel(channel, sent, time, logger) : channel;
                active.Add(new LaneAccount(account, used, limiters.Of(id), addresses.Callback(account.Account)));
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
