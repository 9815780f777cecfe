using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Audiences;

/// <summary>
/// A store of audiences in Table Storage, newest first, one partition per tenant; members of a list, and uploaded addresses, in a partition
/// of the list's own. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableAudienceStore(StorageTables tables) : IAudienceStore
{
    private readonly TableClient _audiences = tables.Definitions;
    private readonly TableClient _members = tables.Members;
    private readonly AddressChunks _addresses = new(tables.Recipients);

    /// <inheritdoc/>
    public async Task<AudienceDefinition> AddAsync(AudienceDefinition audience, CancellationToken cancellationToken) =>
        await _audiences.TryInsertAsync(Write(audience), cancellationToken) is { } version
            ? audience with
            {
                ETag = version,
            }
            : throw new ConcurrencyConflictException(What(audience));

    /// <inheritdoc/>
    public async Task<AudienceDefinition?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (!Keys.TryNewestFirst(id, out var key))
        {
            return null;
        }

        return await _audiences.FindAsync(Partition(tenantId), key, cancellationToken) is { } row ? Read(row) : null;
    }

    /// <inheritdoc/>
    public async Task<AudienceDefinition> UpdateAsync(AudienceDefinition audience, CancellationToken cancellationToken) =>
        audience with
        {
            ETag = await _audiences.UpdateOrLoseAsync(
                Write(audience),
                audience.ETag,
                TableUpdateMode.Replace,
                What(audience),
                cancellationToken
            ),
        };

    /// <inheritdoc/>
    public async Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (!Keys.TryNewestFirst(id, out var key))
        {
            return;
        }

        // Members and addresses go first: while the audience is stored, the deletion can be repeated.
        if (await FindAsync(tenantId, id, cancellationToken) is { Rule: AddressList list })
        {
            await _addresses.DeleteAsync(tenantId, id, list.Pieces, cancellationToken);
        }

        List<string> members = [];
        await foreach (var member in ReadMembersAsync(tenantId, id, afterKey: null, cancellationToken))
        {
            members.Add(ContactKey.IdOf(member));
            if (members.Count == 1000)
            {
                await ChangeMembersAsync(tenantId, id, [], members, cancellationToken);
                members.Clear();
            }
        }

        await ChangeMembersAsync(tenantId, id, [], members, cancellationToken);
        await _audiences.DeleteEntityAsync(Partition(tenantId), key, ETag.All, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CursorPage<AudienceDefinition>> ListAsync(
        string tenantId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => RowLists.PageAsync(_audiences, Partition(tenantId), filter: null, isSieved: false, limit, cursor, Read, cancellationToken);

    /// <inheritdoc/>
    public async Task ChangeMembersAsync(
        string tenantId,
        string id,
        IReadOnlyCollection<string> added,
        IReadOnlyCollection<string> removed,
        CancellationToken cancellationToken
    )
    {
        foreach (var batch in RowBatches.Of(added.Distinct(StringComparer.Ordinal).Select(member => MemberRow(tenantId, id, member))))
        {
            await _members.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.UpsertReplace, batch), cancellationToken);
        }

        await Parallel.ForEachAsync(
            removed.Except(added),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
            async (member, stop) =>
            {
                var row = MemberRow(tenantId, id, member);
                await _members.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, stop);
            }
        );
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ReadMembersAsync(
        string tenantId,
        string id,
        string? afterKey,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var partition = MembersOf(tenantId, id);
        var filter = afterKey is null ? RowFilter.Partition(partition) : RowFilter.After(partition, Keys.Part(afterKey));
        await foreach (var row in _members.ReadAsync(filter, cancellationToken))
        {
            yield return TableKey.Decode(row.RowKey);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsMemberAsync(string tenantId, string id, string contactId, CancellationToken cancellationToken)
    {
        var row = MemberRow(tenantId, id, contactId);
        return await _members.FindAsync(row.PartitionKey, row.RowKey, cancellationToken) is not null;
    }

    /// <inheritdoc/>
    public Task WriteAddressesAsync(
        string tenantId,
        string id,
        int piece,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    ) => _addresses.WriteAsync(tenantId, id, piece, addresses, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ReadAddressesAsync(AudienceDefinition audience, int passed, CancellationToken cancellationToken) =>
        audience.Rule is AddressList list
            ? _addresses.ReadAsync(audience.TenantId, audience.Id, list, passed, cancellationToken)
            : throw new ArgumentException("Only a list of addresses has some to be read.", nameof(audience));

    /// <inheritdoc/>
    public Task DeleteAddressesAsync(string tenantId, string id, int pieces, CancellationToken cancellationToken) =>
        _addresses.DeleteAsync(tenantId, id, pieces, cancellationToken);

    private static TableEntity Write(AudienceDefinition audience)
    {
        var row = new TableEntity(Partition(audience.TenantId), Keys.NewestFirst(audience.Id));
        Columns.WriteRecord(row, audience, DomainJson.Default.AudienceDefinition);
        return row;
    }

    private static AudienceDefinition Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.AudienceDefinition) with
        {
            ETag = ConditionalWrites.Version(row),
        };

    private static TableEntity MemberRow(string tenantId, string id, string contactId) =>
        new(MembersOf(tenantId, id), Keys.Part(ContactKey.Of(contactId)));

    private static string MembersOf(string tenantId, string id) => Keys.Partition(tenantId, id);

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "audience");

    private static string What(AudienceDefinition audience) => $"Audience {audience.Id}";
}
