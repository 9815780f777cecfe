namespace CampaignTasks.Domain.Ledger;

/// <summary>
/// The allocation of a run's pages to lanes and of its accounts: pages alternate between lanes, and every lane begins with an account of
/// its own.
/// </summary>
public static class LaneAllocation
{
    // Enough to keep a provider busy; more would only queue at the account.
    private const int MaxUnpaced = 4;

    // A lane for fewer would cost more than it saves: lanes that work side by side are orchestrations.
    private const int BusyLane = 1_000;

    // The pages of an audience of unknown size, so that several accounts end together.
    private const int SmallPage = 25;

    /// <summary>
    /// Returns the number of lanes of a run: one per account where messages are paced, so that they leave in order; else enough to keep a
    /// provider busy.
    /// </summary>
    /// <param name="size">The expected number of messages; null when it is known only after planning.</param>
    /// <param name="accounts">The number of accounts of the task.</param>
    /// <param name="isPaced">Whether the task or one of them paces its messages.</param>
    public static int Lanes(int? size, int accounts, bool isPaced)
    {
        var busy = Math.Max(MaxUnpaced, accounts);
        var lanes = isPaced ? accounts : Math.Clamp(size is { } known ? Parts(known, BusyLane) : busy, accounts, busy);
        return Math.Clamp(lanes, 1, Math.Max(1, size ?? lanes));
    }

    /// <summary>
    /// Returns the number of messages of a page: as many as fit, or so few that each lane gets the same number, give or take one page.
    /// </summary>
    public static int PageSize(int? size, int lanes, int accounts, int capacity = LedgerPage.Capacity) =>
        lanes == 1 || size is 0 ? capacity
        : size is { } known ? Parts(known, Pages(known, lanes, capacity))
        : accounts == 1 ? capacity
        : SmallPage;

    /// <summary>Returns as few pages as hold all, rounded up so that every lane has as many.</summary>
    private static int Pages(int size, int lanes, int capacity) => Parts(Parts(size, capacity), lanes) * lanes;

    private static int Parts(int whole, int part) => (whole / part) + (whole % part is 0 ? 0 : 1);

    /// <summary>Returns the accounts in a lane's order: its own first.</summary>
    public static IReadOnlyList<T> InOrder<T>(IReadOnlyList<T> accounts, int lane) =>
        [.. accounts.Skip(lane % accounts.Count), .. accounts.Take(lane % accounts.Count)];
}
