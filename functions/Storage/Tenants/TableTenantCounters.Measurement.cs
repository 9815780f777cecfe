using Azure.Data.Tables;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tenants;

/// <content>The measurement of what a tenant gave.</content>
public sealed partial class TableTenantCounters
{
    private const string Table = "Table";
    private const string Position = "Position";
    private const string Measured = "Measured";
    private const string CountBefore = "CountBefore";

    // What a tenant gave. Records of sending (ledger, runs, touches, conversions) follow from it and end with their retention.
    private readonly TableClient[] _given =
    [
        tables.Definitions,
        tables.Recipients,
        tables.Contacts,
        tables.Addresses,
        tables.Histories,
        tables.OrderIds,
        tables.Sales,
        tables.Members,
        tables.Events,
        tables.Carts,
    ];

    /// <summary>Gets the answers of the service that a part takes: up to 80 MB, for one has at most 4 MB.</summary>
    internal int AnswersOfAPart { get; init; } = 20;

    /// <summary>Gets the rows of an answer.</summary>
    internal int RowsOfAnAnswer { get; init; } = 1000;

    /// <inheritdoc/>
    public async Task<bool> MeasureSomeAsync(
        string tenantId,
        DateTimeOffset notSince,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var row = await FindAsync(tenantId, QuotaKind.StoredBytes, cancellationToken);
        var begun = Measurement.Of(row);
        if (begun is null && row?.GetDateTimeOffset(CountedAt) >= notSince)
        {
            return true;
        }

        var start = begun ?? new Measurement(0, null, 0, CountOf(row));
        var after = await MeasureSomeAsync(tenantId, start, cancellationToken);
        await ChangeAsync(
            tenantId,
            QuotaKind.StoredBytes,
            counter => Measurement.Of(counter) == begun && Store(counter, after, now),
            cancellationToken
        );
        return after.Table == _given.Length;
    }

    private async Task<Measurement> MeasureSomeAsync(string tenantId, Measurement start, CancellationToken cancellationToken)
    {
        var (table, position, bytes, answers) = (start.Table, start.Position, start.Bytes, 0);
        for (; table < _given.Length; table++, position = null)
        {
            var pages = _given[table]
                .ReadAsync(TenantRange.Of(tenantId), RowsOfAnAnswer, columns: null, cancellationToken)
                .AsPages(position);
            await foreach (var page in pages)
            {
                bytes += page.Values.Sum(RowSize.Of);
                if (++answers >= AnswersOfAPart && page.ContinuationToken is { } next)
                {
                    return start with { Table = table, Position = next, Bytes = bytes };
                }
            }
        }

        return start with
        {
            Table = table,
            Position = null,
            Bytes = bytes,
        };
    }

    private bool Store(TableEntity counter, Measurement after, DateTimeOffset now)
    {
        if (after.Table < _given.Length)
        {
            after.Write(counter);
            return true;
        }

        // What was added meanwhile may have been measured, or not: it counts.
        var added = Math.Max(0, CountOf(counter) - after.CountBefore);
        Measurement.Clear(counter);
        counter[Count] = after.Bytes + added;
        counter[CountedAt] = now.ToUniversalTime();
        return true;
    }

    /// <summary>A measurement that has begun: the table and place it has come to, the bytes so far, and the counter at its begin.</summary>
    private sealed record Measurement(int Table, string? Position, long Bytes, long CountBefore)
    {
        public static Measurement? Of(TableEntity? row) =>
            row?.GetInt32(TableTenantCounters.Table) is { } table
                ? new(
                    table,
                    row.GetString(TableTenantCounters.Position),
                    row.GetInt64(Measured) ?? 0,
                    row.GetInt64(TableTenantCounters.CountBefore) ?? 0
                )
                : null;

        public static void Clear(TableEntity row)
        {
            foreach (
                var column in new[] { TableTenantCounters.Table, TableTenantCounters.Position, Measured, TableTenantCounters.CountBefore }
            )
            {
                row.Remove(column);
            }
        }

        public void Write(TableEntity row)
        {
            row[TableTenantCounters.Table] = Table;
            row[TableTenantCounters.Position] = Position;
            row[Measured] = Bytes;
            row[TableTenantCounters.CountBefore] = CountBefore;
        }
    }
}
