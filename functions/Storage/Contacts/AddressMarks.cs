using System.Collections.Concurrent;
using Azure.Data.Tables;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Contacts;

/// <summary>
/// The marks of a tenant that has entries of a kind in the index of addresses: who has none is asked nothing. A mark is written before the
/// first entry and never removed; at worst a lookup finds nothing.
/// </summary>
internal sealed class AddressMarks(TableClient table, TimeProvider time)
{
    /// <summary>Any entry.</summary>
    public const string Any = "any";

    /// <summary>A consent or a suppression.</summary>
    public const string Record = "record";

    /// <summary>A suppression.</summary>
    public const string Suppression = "suppression";

    // How long a tenant is taken to have no entries that had none: senders of such a tenant ask nothing meanwhile.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Tenant, string Mark), bool> _set = new();
    private readonly ConcurrentDictionary<(string Tenant, string Mark), long> _unset = new();

    public async Task SetAsync(string tenantId, string mark, CancellationToken cancellationToken)
    {
        if (!_set.ContainsKey((tenantId, mark)))
        {
            await table.UpsertEntityAsync(new TableEntity(Partition(tenantId), mark), TableUpdateMode.Merge, cancellationToken);
            _set[(tenantId, mark)] = true;
        }
    }

    public async Task<bool> IsSetAsync(string tenantId, string mark, CancellationToken cancellationToken)
    {
        var key = (tenantId, mark);
        if (_set.ContainsKey(key))
        {
            return true;
        }

        if (_unset.TryGetValue(key, out var at) && time.GetElapsedTime(at) < Moment)
        {
            return false;
        }

        var now = time.GetTimestamp();
        if (await table.FindAsync(Partition(tenantId), mark, cancellationToken) is not null)
        {
            return _set[key] = true;
        }

        _unset[key] = now;
        return _set.ContainsKey(key);
    }

    private static string Partition(string tenantId) => $"{Keys.Part(tenantId)}|!";
}
