using CampaignTasks.Domain.Imports;

namespace CampaignTasks.Application.Imports;

/// <summary>The result of reading a file's record: a record to store, or an error.</summary>
internal readonly record struct FileRecord(ImportRecord? Record, ImportError? Error)
{
    public static FileRecord Of(long line, string json) => new(new ImportRecord(line, json), null);

    public static FileRecord Faulty(long line, string reason) => new(null, new ImportError(line, reason));
}
