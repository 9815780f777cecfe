using System.Security.Cryptography;
using System.Text;

namespace CampaignTasks.Domain.Webhooks;

/// <summary>The attempts of a delivery: nine within a day, with growing pauses.</summary>
public static class DeliverySchedule
{
    /// <summary>The longest pause that a receiver may ask for.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(9);

    /// <summary>The time for which all deliveries must have failed before a webhook is disabled: less than the attempts take.</summary>
    public static readonly TimeSpan FailedFor = TimeSpan.FromHours(23);

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(8),
        LongestPause,
    ];

    /// <summary>The most attempts.</summary>
    public static int Attempts => Pauses.Length + 1;

    /// <summary>
    /// The pause after so many failed attempts; null when no other follows. It is up to a tenth longer, so that deliveries that failed
    /// together do not come again together, and never shorter than the receiver asked for.
    /// </summary>
    /// <param name="attempts">The attempts so far, from 1.</param>
    /// <param name="id">The delivery.</param>
    /// <param name="retryAfter">The pause that the receiver asked for; null when it did not.</param>
    public static TimeSpan? PauseAfter(int attempts, string id, TimeSpan? retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        if (attempts > Pauses.Length)
        {
            return null;
        }

        var pause = Pauses[attempts - 1] * (1 + (ShareOf(id, attempts) / 10));
        var asked =
            retryAfter is { } wait && wait < LongestPause ? wait
            : retryAfter is null ? TimeSpan.Zero
            : LongestPause;
        return pause > asked ? pause : asked;
    }

    // 0 to 1, the same for the same attempt.
    private static double ShareOf(string id, int attempts) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{id}/{attempts}")))[0] / 255.0;
}
