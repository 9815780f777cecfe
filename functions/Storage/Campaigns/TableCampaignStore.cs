using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Campaigns;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Campaigns;

/// <summary>
/// A store of campaigns in Table Storage: one partition per tenant, with a row for each campaign, newest first, and behind them a row for
/// each name, so that one transaction keeps names apart. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableCampaignStore(StorageTables tables) : ICampaignStore
{
    // After every campaign: no id begins with it.
    private const string Names = "~";
    private const string Id = "Id";

    private static readonly string OnlyCampaigns = TableClient.CreateQueryFilter($"RowKey lt {Names}");

    private readonly TableClient _table = tables.Definitions;

    /// <inheritdoc/>
    public async Task<Campaign?> TryAddAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var version = await _table.TryInsertAsync(
            Write(campaign),
            [new(TableTransactionActionType.Add, WriteName(campaign))],
            cancellationToken
        );
        return version is null ? null : campaign with { ETag = version };
    }

    /// <inheritdoc/>
    public async Task<Campaign?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        Keys.TryNewestFirst(id, out var key) && await _table.FindAsync(Partition(tenantId), key, cancellationToken) is { } row
            ? Read(row)
            : null;

    /// <inheritdoc/>
    public async Task<Campaign?> FindByNameAsync(string tenantId, string name, CancellationToken cancellationToken) =>
        await _table.FindAsync(Partition(tenantId), NameRow(name), cancellationToken) is { } row
            ? await FindAsync(tenantId, row.GetString(Id), cancellationToken)
            : null;

    /// <inheritdoc/>
    public async Task<Campaign?> TryRenameAsync(Campaign campaign, string name, CancellationToken cancellationToken)
    {
        if (name == campaign.Name)
        {
            return campaign;
        }

        var renamed = campaign with { Name = name };
        var row = Write(renamed);
        try
        {
            return renamed with
            {
                ETag = await _table.UpdateOrLoseAsync(
                    row,
                    campaign.ETag,
                    TableUpdateMode.Replace,
                    [
                        new(TableTransactionActionType.Delete, NameOf(campaign), ETag.All),
                        new(TableTransactionActionType.Add, WriteName(renamed)),
                    ],
                    What(campaign),
                    cancellationToken
                ),
            };
        }
        catch (TableTransactionFailedException e) when (e.Status is 409)
        {
            // Another campaign has the name, unless the answer to our own write was lost.
            return await _table.OwnVersionAsync(row, cancellationToken) is { } version ? renamed with { ETag = version } : null;
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        try
        {
            await _table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Delete, Write(campaign), ConditionalWrites.Condition(campaign.ETag, What(campaign))),
                    new(TableTransactionActionType.Delete, NameOf(campaign), ETag.All),
                ],
                cancellationToken
            );
        }
        catch (TableTransactionFailedException e) when (e.Status is 412)
        {
            throw new ConcurrencyConflictException(What(campaign), e);
        }
        catch (TableTransactionFailedException e) when (e.Status is 404)
        {
            // It is gone already, perhaps by this call, whose answer was lost.
        }
    }

    /// <inheritdoc/>
    public Task<CursorPage<Campaign>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        RowLists.PageAsync(_table, Partition(tenantId), OnlyCampaigns, isSieved: false, limit, cursor, Read, cancellationToken);

    private static TableEntity Write(Campaign campaign)
    {
        var row = new TableEntity(Partition(campaign.TenantId), Keys.NewestFirst(campaign.Id));
        Columns.WriteRecord(row, campaign, DomainJson.Default.Campaign);
        return row;
    }

    private static Campaign Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.Campaign) with
        {
            ETag = ConditionalWrites.Version(row),
        };

    private static TableEntity NameOf(Campaign campaign) => new(Partition(campaign.TenantId), NameRow(campaign.Name));

    private static TableEntity WriteName(Campaign campaign)
    {
        var row = NameOf(campaign);
        row[Id] = campaign.Id;
        return row;
    }

    private static string NameRow(string name) => Names + Keys.Part(name);

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "campaign");

    private static string What(Campaign campaign) => $"Campaign {campaign.Id}";
}
