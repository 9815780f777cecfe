namespace CampaignTasks.Application.Files;

/// <summary>The storing of pieces, all or none.</summary>
internal static class AllOrNothing
{
    /// <summary>Stores the pieces; deletes the stored ones when it fails.</summary>
    /// <param name="store">Reads the source to its end and stores it.</param>
    /// <param name="undo">Deletes the stored pieces. It is also called when the request was canceled.</param>
    public static async Task<T> RunAsync<T>(Func<Task<T>> store, Func<Task> undo)
    {
        var isComplete = false;
        try
        {
            var stored = await store();
            isComplete = true;
            return stored;
        }
        finally
        {
            if (!isComplete)
            {
                await undo();
            }
        }
    }
}
