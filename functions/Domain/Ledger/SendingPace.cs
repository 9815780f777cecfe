using CampaignTasks.Domain.Accounts;

namespace CampaignTasks.Domain.Ledger;

/// <summary>The size of a lane's claims and its concurrency, from the pacing of its task and account.</summary>
public static class SendingPace
{
    /// <summary>
    /// Returns the number of messages one write claims. What is claimed when the process dies is sent again with the same key, or, without
    /// a key, stays unknown: there a claim is small. Where messages are paced it is one, or a quarter second's worth, so that people see
    /// progress.
    /// </summary>
    public static int ClaimSize(Pacing task, Pacing account, bool hasIdempotencyKey) =>
        HasPause(task, account) ? 1 : (int)Math.Clamp(Rate(task, account) / 4, 1, hasIdempotencyKey ? LedgerPage.Capacity : 4);

    /// <summary>Returns the number of requests a lane has under way.</summary>
    public static int Parallel(Pacing task, Pacing account, bool hasIdempotencyKey) =>
        HasPause(task, account) || Rate(task, account) < 20 ? 1
        : hasIdempotencyKey ? 16
        : 4;

    private static bool HasPause(Pacing task, Pacing account) =>
        task.PauseBetweenMessages > TimeSpan.Zero || account.PauseBetweenMessages > TimeSpan.Zero;

    private static double Rate(Pacing task, Pacing account) =>
        Math.Min(task.RatePerSecond ?? double.MaxValue, account.RatePerSecond ?? double.MaxValue);
}
