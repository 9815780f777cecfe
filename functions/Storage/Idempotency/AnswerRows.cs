using System.Text.Json;
using Azure.Data.Tables;
using CampaignTasks.Domain.Idempotency;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Idempotency;

/// <summary>The mapping of a begun request, and later its response, to a row.</summary>
internal static class AnswerRows
{
    public const string BegunAt = "BegunAt";

    private const string FirstBegunAt = "FirstBegunAt";
    private const string Claim = "Claim";
    private const string Fingerprint = "Fingerprint";
    private const string OnlyForKey = "OnlyForKey";
    private const string Status = "Status";
    private const string Headers = "H";
    private const string Body = "B";

    public static TableEntity Begin(string partition, string rowKey, string claim, string fingerprint, DateTimeOffset now) =>
        new(partition, rowKey)
        {
            [FirstBegunAt] = now.ToUniversalTime(),
            [Claim] = claim,
            [Fingerprint] = fingerprint,
            [BegunAt] = now.ToUniversalTime(),
        };

    /// <summary>
    /// Creates the claim by which the caller carries the request out; a caller that takes over from another keeps the time of the first
    /// claim.
    /// </summary>
    public static IdempotencyEntry.Started Start(TableEntity begun, TableEntity? known, DateTimeOffset now)
    {
        if (known?.GetDateTimeOffset(FirstBegunAt) is { } first && Age(known, now) < IIdempotencyStore.Kept)
        {
            begun[FirstBegunAt] = first;
        }

        return new IdempotencyEntry.Started(begun.GetString(Claim)!, begun.GetDateTimeOffset(FirstBegunAt)!.Value);
    }

    public static bool Holds(TableEntity row, IdempotencyEntry.Started started) => row.GetString(Claim) == started.Claim;

    public static bool IsDone(TableEntity row) => row.ContainsKey(Status);

    public static TimeSpan Age(TableEntity row, DateTimeOffset now) => now - (row.GetDateTimeOffset(BegunAt) ?? DateTimeOffset.MinValue);

    public static bool IsOf(TableEntity row, string fingerprint) => row.GetString(Fingerprint) == fingerprint;

    public static void Complete(TableEntity row, StoredAnswer answer)
    {
        row[Status] = answer.Status;
        if (answer.OnlyForKey is { } key)
        {
            row[OnlyForKey] = key;
        }

        Columns.Write(
            row,
            Headers,
            JsonSerializer.SerializeToUtf8Bytes(answer.Headers, DomainJson.Default.IReadOnlyDictionaryStringString)
        );
        Columns.Write(row, Body, answer.Body.Span);
    }

    public static StoredAnswer Read(TableEntity row) =>
        new(
            row.GetInt32(Status)!.Value,
            JsonSerializer.Deserialize(Columns.Read(row, Headers).Span, DomainJson.Default.IReadOnlyDictionaryStringString)!,
            Columns.Read(row, Body)
        )
        {
            OnlyForKey = row.GetString(OnlyForKey),
        };
}
