namespace CampaignTasks.Domain.Ledger;

/// <summary>How a run's audience is shared out: pages go to lanes in turn, and every lane has an account of its own to begin with.</summary>
public static class LaneAllocation
{
    // Enough to keep a provider busy; more would only queue at the account.
    private const int Most = 4;

    // A lane for fewer would cost more than it saves: lanes that work side by side are orchestrations.
    private const int BusyLane = 1_000;

    // What a lane of unknown length is dealt at a time, so that several accounts end together.
    private const int SmallPage = 25;

    /// <summary>How many lanes a run has: one per account where messages are paced, so that they leave in order; else enough to keep a provider busy.</summary>
    /// <param name="size">How many messages are expected; null when only planning will tell.</param>
    /// <param name="accounts">How many accounts the task has.</param>
    /// <param name="isPaced">Whether the task or one of them paces its messages.</param>
    public static int Lanes(int? size, int accounts, bool isPaced)
    {
        var busy = Math.Max(Most, accounts);
        var lanes = isPaced ? accounts : Math.Clamp(size is { } known ? Parts(known, BusyLane) : busy, accounts, busy);
        return Math.Clamp(lanes, 1, Math.Max(1, size ?? lanes));
    }

    /// <summary>How many messages a page takes: as many as fit, or so few that each lane gets the same number, give or take one page.</summary>
    public static int PageSize(int? size, int lanes, int accounts, int capacity = LedgerPage.Capacity) =>
        lanes == 1 || size is 0 ? capacity
        : size is { } known ? Parts(known, Pages(known, lanes, capacity))
        : accounts == 1 ? capacity
        : SmallPage;

    /// <summary>As few pages as hold all, rounded up so that every lane has as many.</summary>
    private static int Pages(int size, int lanes, int capacity) => Parts(Parts(size, capacity), lanes) * lanes;

    private static int Parts(int whole, int part) => (whole / part) + (whole % part is 0 ? 0 : 1);

    /// <summary>The accounts in a lane's order: its own first.</summary>
    public static IReadOnlyList<T> InOrder<T>(IReadOnlyList<T> accounts, int lane) =>
        [.. accounts.Skip(lane % accounts.Count), .. accounts.Take(lane % accounts.Count)];
}
