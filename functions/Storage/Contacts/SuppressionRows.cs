using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Contacts;

/// <summary>
/// The list of a tenant's suppressed addresses, ordered by channel. It may be ahead of the index of addresses, or behind; readers check it.
/// </summary>
internal sealed class SuppressionRows(TableClient table)
{
    private const string Address = "Address";
    private const string Channel = "Channel";

    public Task AddAsync(string tenantId, ChannelKind channel, string address, CancellationToken cancellationToken)
    {
        var row = NewRow(tenantId, channel, address);
        (row[Channel], row[Address]) = (channel.ToString(), address);
        return table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Removes the address; one that is not listed is not an error.</summary>
    public Task RemoveAsync(string tenantId, ChannelKind channel, string address, CancellationToken cancellationToken)
    {
        var row = NewRow(tenantId, channel, address);
        return table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }

    /// <summary>Reads the addresses after a key.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="channel">The channel; null for all of them.</param>
    /// <param name="after">The key of the last one that was read; null for the first.</param>
    /// <param name="perAnswer">The rows of one response.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async IAsyncEnumerable<(string Key, ChannelKind Channel, string Address)> ReadAsync(
        string tenantId,
        ChannelKind? channel,
        string? after,
        int perAnswer,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var partition = Partition(tenantId);
        var (from, before) = channel is { } one ? ($"{one}|", $"{one}~") : ("", "~");
        var filter = after is null ? RowFilter.Range(partition, from, before) : RowFilter.Between(partition, after, before);
        await foreach (var row in table.ReadAsync(filter, perAnswer, columns: null, cancellationToken))
        {
            yield return (row.RowKey, Enum.Parse<ChannelKind>(row.GetString(Channel)), row.GetString(Address));
        }
    }

    /// <summary>Returns the key of an address, listed or not.</summary>
    public static string KeyOf(string tenantId, ChannelKind channel, string address) => NewRow(tenantId, channel, address).RowKey;

    private static TableEntity NewRow(string tenantId, ChannelKind channel, string address) =>
        new(Partition(tenantId), $"{channel}|{AddressRows.NewRow(tenantId, channel, address).RowKey}");

    private static string Partition(string tenantId) => $"{Keys.Part(tenantId)}|suppressed";
}
