using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Contacts;

/// <summary>
/// The index from addresses to contacts, with the record of each address. Its keys are hashes: what was said outlives the contact without
/// naming anyone. An entry may lead to a contact that no longer has the address; readers check it.
/// </summary>
internal sealed class AddressRows(TableClient table, AddressMarks marks, SuppressionRows suppressions)
{
    private const int Rounds = 16;

    public static TableEntity NewRow(string tenantId, ChannelKind channel, string address)
    {
        var hash = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{tenantId}\n{channel}\n{RecipientIdentity.AddressKey(channel, address)}"))
        );
        return new TableEntity($"{Keys.Part(tenantId)}|{hash[0]}", hash);
    }

    /// <summary>Finds the entry; an empty one where there is none.</summary>
    public async Task<AddressRow> FindAsync(string tenantId, ChannelKind channel, string address, CancellationToken cancellationToken)
    {
        var key = NewRow(tenantId, channel, address);
        return await table.FindAsync(key.PartitionKey, key.RowKey, cancellationToken) is { } row
            ? AddressRow.Read(row)
            : new AddressRow(null, AddressRecord.Empty, null);
    }

    /// <summary>
    /// Changes the entry: reads, changes and writes until nobody else wrote in between. An entry that becomes empty is deleted.
    /// </summary>
    /// <returns>The entry as it is stored now.</returns>
    public async Task<AddressRow> ChangeAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        Func<AddressRow, AddressRow> change,
        CancellationToken cancellationToken
    )
    {
        for (var round = 1; ; round++)
        {
            var found = await FindAsync(tenantId, channel, address, cancellationToken);
            var changed = change(found);
            if (changed.ContactId == found.ContactId && changed.Record == found.Record)
            {
                return found;
            }

            // Listed before it is in force, and as long as it is: readers of the list check its entries.
            await MarkAsync(tenantId, found.Record, changed.Record, cancellationToken);
            if (changed.Record.Suppression is not null && found.Record.Suppression is null)
            {
                await suppressions.AddAsync(tenantId, channel, address, cancellationToken);
            }

            if (await TryWriteAsync(NewRow(tenantId, channel, address), found, changed, round < Rounds, cancellationToken))
            {
                await UnlistAsync(tenantId, channel, address, found.Record, changed.Record, cancellationToken);
                return changed;
            }
        }
    }

    private async Task MarkAsync(string tenantId, AddressRecord before, AddressRecord after, CancellationToken cancellationToken)
    {
        await marks.SetAsync(tenantId, AddressMarks.Any, cancellationToken);
        if (after != before && after != AddressRecord.Empty)
        {
            await marks.SetAsync(tenantId, AddressMarks.Record, cancellationToken);
        }

        if (after.Suppression is not null)
        {
            await marks.SetAsync(tenantId, AddressMarks.Suppression, cancellationToken);
        }
    }

    /// <returns>False when somebody else wrote in between.</returns>
    private async Task<bool> TryWriteAsync(
        TableEntity key,
        AddressRow found,
        AddressRow changed,
        bool mayLose,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (found.Row is not { } row)
            {
                _ = await table.TryInsertAsync(changed.WriteTo(key), cancellationToken)
                    ?? throw new ConcurrencyConflictException("The address");
                return true;
            }

            if (changed.IsEmpty)
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
                return true;
            }

            await table.UpdateOrLoseAsync(
                changed.WriteTo(key),
                ConditionalWrites.Version(row),
                TableUpdateMode.Replace,
                "The address",
                cancellationToken
            );
            return true;
        }
        catch (ConcurrencyConflictException) when (mayLose)
        {
            return false;
        }
        catch (RequestFailedException e) when (mayLose && ConditionalWrites.IsLost(e))
        {
            return false;
        }
    }

    private async Task UnlistAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        AddressRecord before,
        AddressRecord after,
        CancellationToken cancellationToken
    )
    {
        if (before.Suppression is null || after.Suppression is not null)
        {
            return;
        }

        await suppressions.RemoveAsync(tenantId, channel, address, cancellationToken);
        if ((await FindAsync(tenantId, channel, address, cancellationToken)).Record.Suppression is not null)
        {
            // Suppressed again in between, perhaps before it was removed from the list.
            await suppressions.AddAsync(tenantId, channel, address, cancellationToken);
        }
    }
}
