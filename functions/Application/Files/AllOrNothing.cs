namespace CampaignTasks.Application.Files;

/// <summary>Storing something in pieces, wholly or not at all.</summary>
internal static class AllOrNothing
{
    /// <summary>Stores the pieces; deletes those that were stored when it does not get to the end.</summary>
    /// <param name="store">Reads the source to its end and stores it.</param>
    /// <param name="undo">Deletes what was stored. It is called also when the caller has gone.</param>
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
