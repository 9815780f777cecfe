using CampaignTasks.Domain.Imports;

namespace CampaignTasks.Application.Imports;

/// <summary>Makes the API's records of a table's rows.</summary>
internal interface ICsvRows
{
    /// <summary>Takes a row; a record when one became whole by it.</summary>
    ImportRecord? Add(long line, string[] cells);

    /// <summary>The last record, when it was still open.</summary>
    ImportRecord? End();
}
