using CampaignTasks.Domain;

namespace CampaignTasks.Application.Resilience;

/// <summary>The retry of storage calls until storage answers, for those whose failure would lose what only this process knows.</summary>
internal sealed class StorageRetry(IStorageErrors errors, TimeProvider time)
{
    // As long as an activity is tried again; then it is better that somebody sees it fail.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    // Short, so that the outcomes are written before a successor reads the page.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    /// <summary>Does it again until storage answers. What is done must bear being done twice.</summary>
    public async Task ExecuteAsync(Func<Task> step)
    {
        for (var since = time.GetTimestamp(); ; )
        {
            try
            {
                await step();
                return;
            }
            catch (Exception e) when (errors.IsTransient(e) && time.GetElapsedTime(since) < Longest)
            {
                // No answer yet.
            }

            await Task.Delay(Between, time);
        }
    }
}
