namespace CampaignTasks.Application.Imports;

/// <summary>The type of a column's cells.</summary>
internal enum CellType
{
    Text,
    Number,
    WholeNumber,
    Date,
    Boolean,
}
