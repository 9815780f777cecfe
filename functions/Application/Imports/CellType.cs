namespace CampaignTasks.Application.Imports;

/// <summary>The type of a column's cells.</summary>
internal enum CellType
{
    Text,
    Number,
    WholeNumber,
    Date,

    /// <summary>A date and time; a local one is in the tenant's zone.</summary>
    Instant,
    Boolean,
}
