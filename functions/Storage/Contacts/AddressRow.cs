using Azure.Data.Tables;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Storage.Contacts;

/// <summary>An entry of the index of addresses.</summary>
/// <param name="ContactId">The contact that the address leads to; null when to none.</param>
/// <param name="Record">What was said and reported about the address.</param>
/// <param name="Row">The row as it was read; null when there is none.</param>
internal sealed record AddressRow(string? ContactId, AddressRecord Record, TableEntity? Row)
{
    private const string Contact = "Contact";
    private const string Status = "Status";
    private const string Source = "Source";
    private const string At = "At";
    private const string Undated = "Undated";
    private const string Reason = "Reason";
    private const string ReportedBy = "ReportedBy";
    private const string ReportedAt = "ReportedAt";
    private const string LiftedAt = "LiftedAt";

    /// <summary>True when the entry holds nothing and may go.</summary>
    public bool IsEmpty => ContactId is null && Record == AddressRecord.Empty;

    public static AddressRow Read(TableEntity row) =>
        new(
            row.GetString(Contact),
            new AddressRecord
            {
                Consent = row.GetString(Status) is { } status
                    ? new Consent(
                        Enum.Parse<ConsentStatus>(status),
                        row.GetString(Source) ?? "",
                        row.GetDateTimeOffset(At) ?? default,
                        row.GetBoolean(Undated) ?? false
                    )
                    : null,
                Suppression = row.GetString(Reason) is { } reason
                    ? new Suppression(
                        Enum.Parse<SuppressionReason>(reason),
                        row.GetString(ReportedBy) ?? "",
                        row.GetDateTimeOffset(ReportedAt) ?? default
                    )
                    : null,
                LiftedAt = row.GetDateTimeOffset(LiftedAt),
            },
            row
        );

    /// <summary>Writes the whole entry into a row with keys only.</summary>
    public TableEntity WriteTo(TableEntity row)
    {
        if (ContactId is not null)
        {
            row[Contact] = ContactId;
        }

        if (Record.Consent is { } consent)
        {
            (row[Status], row[Source], row[At]) = (consent.Status.ToString(), consent.Source, consent.At);
            row[Undated] = consent.IsUndated;
        }

        if (Record.Suppression is { } suppression)
        {
            (row[Reason], row[ReportedBy], row[ReportedAt]) = (suppression.Reason.ToString(), suppression.Source, suppression.At);
        }

        if (Record.LiftedAt is { } liftedAt)
        {
            row[LiftedAt] = liftedAt;
        }

        return row;
    }
}
