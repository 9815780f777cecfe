namespace CampaignTasks.Application.Imports;

/// <summary>A conversion of a table's rows to records of the API.</summary>
internal interface ICsvRows : IDisposable
{
    /// <summary>Gets the types of the columns.</summary>
    IReadOnlyList<CellType> Types { get; }

    /// <summary>Adds a row; returns what is complete with it.</summary>
    ValueTask<FileRecord?> AddAsync(CsvRecord row, CellReader cells, CancellationToken cancellationToken);

    /// <summary>Returns what is left after the last row.</summary>
    IAsyncEnumerable<FileRecord> EndAsync(CancellationToken cancellationToken);
}
