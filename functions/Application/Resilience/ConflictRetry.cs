using CampaignTasks.Domain;

namespace CampaignTasks.Application.Resilience;

/// <summary>Optimistic concurrency: read, decide, write, and do it all again when somebody else wrote in between.</summary>
internal static class ConflictRetry
{
    /// <summary>The rounds for a caller who waits for the answer.</summary>
    public const int FewRounds = 5;

    private const int Rounds = 20;
    private const int ManyRounds = 50;
    private const int LongestPause = 100;

    /// <summary>Repeats what conflicts with another write, at most so many rounds.</summary>
    /// <exception cref="ConcurrencyConflictException">Every round conflicted.</exception>
    public static Task RetryAsync(Func<Task> readDecideWrite, int rounds = Rounds) =>
        RetryAsync(
            async () =>
            {
                await readDecideWrite();
                return true;
            },
            rounds
        );

    /// <summary>
    /// Repeats a change that many callers may make at once: rounds enough that each of some dozens gets through, with random pauses that
    /// keep them apart.
    /// </summary>
    /// <returns>The result of the round that did not conflict.</returns>
    /// <exception cref="ConcurrencyConflictException">Every round conflicted.</exception>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> readDecideWrite, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                return await readDecideWrite();
            }
            catch (ConcurrencyConflictException) when (round < ManyRounds)
            {
                var longest = Math.Min(LongestPause, 4 * round);
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(longest)), time, cancellationToken);
            }
        }
    }

    /// <inheritdoc cref="RetryAsync(Func{Task}, int)"/>
    /// <returns>The result of the round that did not conflict.</returns>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> readDecideWrite, int rounds = Rounds)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                return await readDecideWrite();
            }
            catch (ConcurrencyConflictException) when (round < rounds)
            {
                // The next read sees what the other wrote.
            }
        }
    }
}
