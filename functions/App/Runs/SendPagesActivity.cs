using CampaignTasks.App.Accounts;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Durable;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Runs;

/// <summary><see cref="RunActivities.SendPages"/>: reads what the lane needs and lets a <see cref="LaneSender"/> work.</summary>
internal sealed class SendPagesActivity(
    ITaskStore tasks, ILedger ledger, AccountOpener accounts, RunControls controls, AccountGates gates, RunTroubles troubles,
    WebhookAddress addresses, IOptions<SendingOptions> options, TimeProvider time, ILogger<SendPagesActivity> logger)
    : TaskActivity<LaneWork, LaneProgress>
{
    public override async Task<LaneProgress> RunAsync(TaskActivityContext context, LaneWork input)
    {
        var cancellationToken = context.CancellationToken;
        var run = await ledger.RequireAsync(input.Run, cancellationToken);
        var task = await tasks.FindAsync(run.TenantId, run.TaskId, cancellationToken);
        if (task is not { Status: CampaignTaskStatus.Running } || run.Failure is not null)
        {
            return new LaneProgress(LaneState.Halted, input);
        }

        var accountId = task.Accounts[input.Lane % task.Accounts.Count];
        if (await TryOpenAsync(run.TenantId, accountId, cancellationToken) is not var (account, channel) || account.Account.Status is AccountStatus.Stopped)
        {
            var reason = $"Account {accountId} is stopped, gone, or its secrets do not open: mend it, then resume the task.";
            await troubles.PauseAsync(task, faultyAccount: null, reason, cancellationToken);
            return new LaneProgress(LaneState.Halted, input);
        }

        using var control = controls.Watch(task, input.Run);
        var setup = new LaneSetup
        {
            CampaignTask = task,
            Run = run,
            Account = account,
            Channel = channel,
            Creative = CompiledCreative.Of(task.Creative, task.Channel),
            Control = control,
            Gate = gates.Of(accountId),
            Pace = gates.OfTask(task.Id),
            Troubles = troubles,
            Callback = addresses.Callback(account.Account),
            MostFailuresInARow = options.Value.PauseAfterFailures,
        };
        return await new LaneSender(ledger, setup, time, logger).RunAsync(input, cancellationToken);
    }

    private async Task<(OpenAccount Account, IChannel Channel)?> TryOpenAsync(string tenantId, string accountId, CancellationToken cancellationToken)
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
