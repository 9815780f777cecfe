using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Tasks;

/// <summary>The accounts that tasks send through.</summary>
internal sealed class TaskAccounts(IAccountStore store)
{
    /// <summary>Finds the named accounts, or the channel's default.</summary>
    /// <param name="tenantId">The tenant they belong to.</param>
    /// <param name="channel">The channel they must be of.</param>
    /// <param name="named">The ids the caller named; null: the default.</param>
    /// <param name="starts">Whether the task starts now, so that they must be able to send.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Their ids; without those that are not there.</returns>
    public async Task<IReadOnlyList<string>> ResolveAsync(
        string tenantId,
        ChannelKind channel,
        IReadOnlyList<string>? named,
        bool starts,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        var all = await store.ListAsync(tenantId, cancellationToken);
        List<ChannelAccount> chosen = [];
        if (named is null && all.FirstOrDefault(account => account.Channel == channel && account.IsDefault) is { } byDefault)
        {
            chosen.Add(byDefault);
        }
        else if (named is null)
        {
            errors.Add("accounts", NoDefault(channel));
        }

        for (var i = 0; i < named?.Count; i++)
        {
            var account = all.FirstOrDefault(account => account.Id == named[i]);
            if (account is null)
            {
                errors.Add($"accounts[{i}]", "There is no such account: list them with GET /api/channel-accounts.");
            }
            else if (account.Channel != channel)
            {
                errors.Add(
                    $"accounts[{i}]",
                    $"This is an account of {EnumNames.Of(account.Channel)}, and the task is for {EnumNames.Of(channel)}."
                );
            }
            else
            {
                chosen.Add(account);
            }
        }

        if (starts && chosen.Find(account => account.Status is AccountStatus.Stopped) is { } stopped)
        {
            errors.Add("accounts", Stopped(stopped));
        }

        return [.. chosen.Select(account => account.Id)];
    }

    /// <summary>Refuses to let a task send through accounts that cannot.</summary>
    /// <exception cref="ConflictException">An account is stopped or gone.</exception>
    public async Task EnsureActiveAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        foreach (var id in task.Plan.Accounts)
        {
            var account = await store.FindAsync(task.TenantId, id, cancellationToken);
            if (account is not { Status: AccountStatus.Active })
            {
                throw new ConflictException("accountStopped", account is null ? Gone(id) : Stopped(account));
            }
        }
    }

    /// <summary>Adds what keeps the accounts of a stored task from sending.</summary>
    public async Task CheckAsync(CampaignTask task, ValidationErrors errors, CancellationToken cancellationToken)
    {
        for (var i = 0; i < task.Plan.Accounts.Count; i++)
        {
            var id = task.Plan.Accounts[i];
            var account = await store.FindAsync(task.TenantId, id, cancellationToken);
            if (account is not { Status: AccountStatus.Active })
            {
                errors.Add($"accounts[{i}]", account is null ? Gone(id) : Stopped(account));
            }
        }
    }

    private static string Gone(string id) => $"Account {id} does not exist any more: copy the task and choose another one.";

    /// <summary>Says that a channel has no default account, and what to do.</summary>
    public static string NoDefault(ChannelKind channel) =>
        $"There is no default account of the channel {EnumNames.Of(channel)}: "
        + "create one with POST /api/channel-accounts and \"isDefault\":true, or name an account.";

    /// <summary>Says that an account is stopped, and what to do.</summary>
    public static string Stopped(ChannelAccount account) =>
        $"Account {account.Id} is stopped ({account.StopReason}): correct its settings, "
        + $"or activate it with POST /api/channel-accounts/{account.Id}/activate.";
}
