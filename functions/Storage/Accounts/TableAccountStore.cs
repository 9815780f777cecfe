using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Accounts;

/// <summary>
/// A store of channel accounts in Table Storage. A row per tenant and channel names the default: an account that becomes it changes that
/// row and the former default in one transaction, so there are never two. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableAccountStore(StorageTables tables) : IAccountStore
{
    private const string Tenant = "Tenant";
    private const string Account = "Account";

    // No account's row key starts with it.
    private const char ChoicePrefix = '!';

    // Each round somebody else's change went through; more than a few mean something else is wrong.
    private const int Rounds = 16;

    private readonly TableClient _accounts = tables.Definitions;
    private readonly TableClient _directory = tables.Directory;

    /// <summary>Gets the place of a stored account's row in the directory; null for a row that is no account.</summary>
    internal static (string Partition, string Row)? EntryOf(TableEntity row) =>
        row.RowKey.StartsWith(ChoicePrefix) ? null : (Entry(Read(row).Id), Account);

    /// <inheritdoc/>
    public async Task<ChannelAccount> AddAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        account = account with { ETag = null };
        var row = Write(account);
        // First the directory, so that webhooks find every account; an entry without its account does no harm.
        var entry = new TableEntity(Entry(account.Id), Account) { [Tenant] = account.TenantId };
        if (
            await _directory.TryInsertAsync(entry, cancellationToken) is null
            && await FindTenantAsync(account.Id, cancellationToken) != account.TenantId
        )
        {
            throw new ConcurrencyConflictException(What(account));
        }

        if (account.IsDefault)
        {
            return await SaveDefaultAsync(account, row, cancellationToken);
        }

        return await _accounts.TryInsertAsync(row, cancellationToken) is { } version
            ? account with
            {
                ETag = version,
            }
            : throw new ConcurrencyConflictException(What(account));
    }

    /// <inheritdoc/>
    public async Task<ChannelAccount?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (!Keys.TryNewestFirst(id, out var key))
        {
            return null;
        }

        return await _accounts.FindAsync(Partition(tenantId), key, cancellationToken) is { } found ? Read(found) : null;
    }

    /// <inheritdoc/>
    public async Task<string?> FindTenantAsync(string id, CancellationToken cancellationToken)
    {
        return await _directory.FindAsync(Entry(id), Account, cancellationToken) is { } found ? found.GetString(Tenant) : null;
    }

    /// <inheritdoc/>
    public async Task<ChannelAccount> UpdateAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(account.ETag);
        var row = Write(account);
        return account.IsDefault
            ? await SaveDefaultAsync(account, row, cancellationToken)
            : account with
            {
                ETag = await _accounts.UpdateOrLoseAsync(row, account.ETag, TableUpdateMode.Replace, What(account), cancellationToken),
            };
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        try
        {
            await _accounts.DeleteEntityAsync(
                Partition(account.TenantId),
                Keys.NewestFirst(account.Id),
                ConditionalWrites.Condition(account.ETag, What(account)),
                cancellationToken
            );
        }
        catch (RequestFailedException e) when (e.Status is 412)
        {
            throw new ConcurrencyConflictException(What(account), e);
        }

        if (await FindTenantAsync(account.Id, cancellationToken) == account.TenantId)
        {
            await _directory.DeleteEntityAsync(Entry(account.Id), Account, ETag.All, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ChannelAccount>> ListAsync(string tenantId, CancellationToken cancellationToken)
    {
        List<ChannelAccount> accounts = [];
        await foreach (var row in _accounts.ReadAsync(RowFilter.Partition(Partition(tenantId)), cancellationToken))
        {
            if (!row.RowKey.StartsWith(ChoicePrefix))
            {
                accounts.Add(Read(row));
            }
        }

        return accounts;
    }

    private async Task<ChannelAccount> SaveDefaultAsync(ChannelAccount account, TableEntity row, CancellationToken cancellationToken)
    {
        ConditionalWrites.Sign(row);
        for (var round = 1; ; round++)
        {
            var actions = await DefaultActionsAsync(account, row, cancellationToken);
            try
            {
                var answers = await _accounts.SubmitTransactionAsync(actions, cancellationToken);
                return account with { ETag = ConditionalWrites.Version(answers.Value[0]) };
            }
            catch (TableTransactionFailedException e) when (e.Status is 409 || ConditionalWrites.IsLost(e))
            {
                if (
                    await _accounts.OwnVersionAsync(row, cancellationToken) is not null
                    && await FindAsync(account.TenantId, account.Id, cancellationToken) is { } stored
                )
                {
                    // It may have been the default only for a moment, before the response came.
                    return stored;
                }

                // The account itself was changed, or is there already; else only its neighbours moved: look at them again.
                if (e.FailedTransactionActionIndex is null or 0 || round == Rounds)
                {
                    throw new ConcurrencyConflictException(What(account), e);
                }
            }
        }
    }

    private async Task<List<TableTransactionAction>> DefaultActionsAsync(
        ChannelAccount account,
        TableEntity row,
        CancellationToken cancellationToken
    )
    {
        var choice = new TableEntity(row.PartitionKey, ChoiceKey(account.Channel)) { [Account] = account.Id };
        List<TableTransactionAction> actions =
        [
            account.ETag is null
                ? new(TableTransactionActionType.Add, row)
                : new(TableTransactionActionType.UpdateReplace, row, ConditionalWrites.Condition(account.ETag, What(account))),
        ];
        if (await _accounts.FindAsync(choice.PartitionKey, choice.RowKey, cancellationToken) is not { } current)
        {
            actions.Add(new(TableTransactionActionType.Add, choice));
            return actions;
        }

        actions.Add(new(TableTransactionActionType.UpdateReplace, choice, current.ETag));
        var formerId = current.GetString(Account)!;
        if (
            formerId != account.Id
            && await _accounts.FindAsync(choice.PartitionKey, Keys.NewestFirst(formerId), cancellationToken) is { } stored
            && Read(stored) is { IsDefault: true } former
        )
        {
            var demoted = ConditionalWrites.SignAs(Write(former with { IsDefault = false }), stored);
            actions.Add(new(TableTransactionActionType.UpdateReplace, demoted, stored.ETag));
        }

        return actions;
    }

    private static TableEntity Write(ChannelAccount account)
    {
        var row = new TableEntity(Partition(account.TenantId), Keys.NewestFirst(account.Id));
        Columns.WriteRecord(row, account, DomainJson.Default.ChannelAccount);
        return row;
    }

    private static ChannelAccount Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.ChannelAccount) with
        {
            ETag = ConditionalWrites.Version(row),
        };

    internal static string Partition(string tenantId) => Keys.Partition(tenantId, "account");

    private static string Entry(string id) => Keys.Partition("account", id);

    private static string ChoiceKey(ChannelKind channel) => $"{ChoicePrefix}{channel}";

    private static string What(ChannelAccount account) => $"Account {account.Id}";
}
