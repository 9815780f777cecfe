using CampaignTasks.Api.Exports;
using CampaignTasks.Application.Audiences;

namespace CampaignTasks.Api.Audiences;

/// <summary>The columns of an exported audience.</summary>
internal static class RecipientColumns
{
    public static readonly IReadOnlyList<ExportColumn<AudienceRecipient>> All =
    [
        new("id", row => row.Id),
        new("address", row => row.Address),
        new("contactId", row => row.ContactId),
        new("country", row => row.Country),
        new("timeZone", row => row.TimeZone),
    ];
}
