using CampaignTasks.Domain.Imports;

namespace CampaignTasks.Application.Imports;

/// <summary>A conversion of a table's rows to records of the API.</summary>
internal interface ICsvRows
{
    /// <summary>Adds a row; returns a record when the row completes one.</summary>
    ImportRecord? Add(long line, string[] cells);

    /// <summary>Returns the last record when it is still open; otherwise null.</summary>
    ImportRecord? End();
}
