using CampaignTasks.Domain.Imports;

namespace CampaignTasks.Application.Imports;

/// <summary>What a file's record turned out to be: a record to store, or an error.</summary>
internal readonly record struct FileRecord(ImportRecord? Record, ImportError? Error)
{
    public static FileRecord Of(long line, string json) => new(new ImportRecord(line, json), null);

    public static FileRecord Faulty(long line, string reason) => new(null, new ImportError(line, reason));
}
