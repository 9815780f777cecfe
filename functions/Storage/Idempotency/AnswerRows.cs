using System.Text.Json;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Rows;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Idempotency;

/// <summary>A begun request, and later its answer, as a row.</summary>
internal static class AnswerRows
{
    public const string BegunAt = "BegunAt";

    private const string Claim = "Claim";
    private const string Fingerprint = "Fingerprint";
    private const string Status = "Status";
    private const string Headers = "H";
    private const string Body = "B";

    public static TableEntity Begin(string partition, string rowKey, string claim, string fingerprint, DateTimeOffset now) => new(partition, rowKey)
    {
        [Claim] = claim,
        [Fingerprint] = fingerprint,
        [BegunAt] = now.ToUniversalTime(),
    };

    public static bool Holds(TableEntity row, IdempotencyEntry.Started started) => row.GetString(Claim) == started.Claim;

    public static bool IsDone(TableEntity row) => row.ContainsKey(Status);

    public static TimeSpan Age(TableEntity row, DateTimeOffset now) => now - (row.GetDateTimeOffset(BegunAt) ?? DateTimeOffset.MinValue);

    public static bool IsOf(TableEntity row, string fingerprint) => row.GetString(Fingerprint) == fingerprint;

    public static void Complete(TableEntity row, StoredAnswer answer)
    {
        row[Status] = answer.Status;
        Columns.Write(row, Headers, JsonSerializer.SerializeToUtf8Bytes(answer.Headers, DomainJson.Default.IReadOnlyDictionaryStringString));
        Columns.Write(row, Body, answer.Body.Span);
    }

    public static StoredAnswer Read(TableEntity row) => new(
        row.GetInt32(Status)!.Value,
        JsonSerializer.Deserialize(Columns.Read(row, Headers).Span, DomainJson.Default.IReadOnlyDictionaryStringString)!,
        Columns.Read(row, Body));
}
