using CampaignTasks.Domain;

namespace CampaignTasks.Application.Resilience;

/// <summary>Optimistic concurrency: read, decide, write, and when somebody was faster do it all again.</summary>
internal static class ConflictRetry
{
    private const int Rounds = 20;

    /// <summary>Repeats what loses its race, at most so many rounds.</summary>
    /// <exception cref="ConcurrencyConflictException">Lost every round.</exception>
    public static async Task RetryAsync(Func<Task> readDecideWrite, int rounds = Rounds)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                await readDecideWrite();
                return;
            }
            catch (ConcurrencyConflictException) when (round < rounds)
            {
                // The next read sees what the winner wrote.
            }
        }
    }
}
