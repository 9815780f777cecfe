using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Creatives;

/// <summary>A store of creatives in Table Storage, newest first, one partition per tenant. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableCreativeStore(StorageTables tables) : ICreativeStore
{
    private const string Channel = "Channel";

    private readonly TableClient _creatives = tables.Definitions;

    /// <inheritdoc/>
    public async Task<SavedCreative> AddAsync(SavedCreative creative, CancellationToken cancellationToken) =>
        await _creatives.TryInsertAsync(Write(creative), cancellationToken) is { } version
            ? creative with
            {
                ETag = version,
            }
            : throw new ConcurrencyConflictException(What(creative));

    /// <inheritdoc/>
    public async Task<SavedCreative?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        Keys.TryNewestFirst(id, out var key) && await _creatives.FindAsync(Partition(tenantId), key, cancellationToken) is { } row
            ? Read(row)
            : null;

    /// <inheritdoc/>
    public async Task<SavedCreative> UpdateAsync(SavedCreative creative, CancellationToken cancellationToken) =>
        creative with
        {
            ETag = await _creatives.UpdateOrLoseAsync(
                Write(creative),
                creative.ETag,
                TableUpdateMode.Replace,
                What(creative),
                cancellationToken
            ),
        };

    /// <inheritdoc/>
    public async Task DeleteAsync(SavedCreative creative, CancellationToken cancellationToken)
    {
        var (partition, key) = (Partition(creative.TenantId), Keys.NewestFirst(creative.Id));
        var condition = ConditionalWrites.Condition(creative.ETag, What(creative));
        try
        {
            await _creatives.DeleteEntityAsync(partition, key, condition, cancellationToken);
        }
        catch (Azure.RequestFailedException e) when (e.Status is 412)
        {
            throw new ConcurrencyConflictException(What(creative), e);
        }
    }

    /// <inheritdoc/>
    public Task<CursorPage<SavedCreative>> ListAsync(
        string tenantId,
        CreativeFilter filter,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        RowLists.PageAsync(
            _creatives,
            Partition(tenantId),
            filter.Channel is { } channel ? TableClient.CreateQueryFilter($"Channel eq {channel.ToString()}") : null,
            isSieved: filter.Name is not null,
            limit,
            cursor,
            row => Read(row) is var creative && filter.Matches(creative) ? creative : null,
            cancellationToken
        );

    private static TableEntity Write(SavedCreative creative)
    {
        var row = new TableEntity(Partition(creative.TenantId), Keys.NewestFirst(creative.Id)) { [Channel] = creative.Channel.ToString() };
        Columns.WriteRecord(row, creative, DomainJson.Default.SavedCreative);
        return row;
    }

    private static SavedCreative Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.SavedCreative) with
        {
            ETag = ConditionalWrites.Version(row),
        };

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "creative");

    private static string What(SavedCreative creative) => $"Creative {creative.Id}";
}
