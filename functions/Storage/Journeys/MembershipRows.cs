using System.Buffers.Binary;
using System.Globalization;
using Azure.Data.Tables;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Journeys;

/// <summary>The rows of memberships, beside the journeys of their automation: ten bytes for each contact.</summary>
internal static class MembershipRows
{
    private const string Prefix = "M";
    private const int HashBytes = sizeof(ulong);
    private const int ContactBytes = HashBytes + sizeof(ushort);

    // The last bit says whether the contact is a member; the others count. Nobody joins so often.
    private const int MostTimes = ushort.MaxValue >> 1;

    /// <summary>Selects all rows of an automation.</summary>
    public static string All(AutomationKey key) => RowFilter.Range(JourneyRows.Partition(key), "m", "n");

    public static string RowKey(int shard) => string.Create(CultureInfo.InvariantCulture, $"m{shard:D3}");

    public static int NumberOf(TableEntity row) => int.Parse(row.RowKey.AsSpan(1), CultureInfo.InvariantCulture);

    public static TableEntity Write(AutomationKey key, MembershipShard shard)
    {
        var bytes = new byte[shard.Known.Count * ContactBytes];
        var at = bytes.AsSpan();
        foreach (var (hash, state) in shard.Known)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(at, hash);
            var times = Math.Min(state.Times, MostTimes);
            BinaryPrimitives.WriteUInt16LittleEndian(at[HashBytes..], (ushort)((times << 1) | (state.IsMember ? 1 : 0)));
            at = at[ContactBytes..];
        }

        var row = new TableEntity(JourneyRows.Partition(key), RowKey(shard.Number));
        Columns.Write(row, Prefix, bytes);
        return row;
    }

    public static MembershipShard Read(TableEntity row) => new(NumberOf(row), ContactsOf(Columns.Read(row, Prefix)));

    private static IEnumerable<KeyValuePair<ulong, MembershipState>> ContactsOf(ReadOnlyMemory<byte> bytes)
    {
        for (; bytes.Length >= ContactBytes; bytes = bytes[ContactBytes..])
        {
            var state = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[HashBytes..]);
            yield return new(BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span), new MembershipState(state >> 1, (state & 1) is 1));
        }
    }
}
