using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Domain.Tests.Ledger;

public sealed class LaneAllocationTests
{
    [Theory]
    [InlineData(2, 1, false, 1)]
    [InlineData(250, 1, false, 1)]
    [InlineData(2_500, 1, false, 3)]
    [InlineData(100_000, 1, false, 4)]
    [InlineData(100_000, 6, false, 6)]
    [InlineData(90, 2, false, 2)]
    [InlineData(1, 2, false, 1)]
    [InlineData(100_000, 1, true, 1)]
    [InlineData(300, 2, true, 2)]
    [InlineData(0, 3, true, 1)]
    public void Lanes_OfARun_KeepTheProviderBusyOrTheOrder(int size, int accounts, bool isPaced, int lanes) =>
        Assert.Equal(lanes, LaneAllocation.Lanes(size, accounts, isPaced));

    [Theory]
    [InlineData(300, 2)]
    [InlineData(301, 2)]
    [InlineData(1_000, 3)]
    [InlineData(99_999, 7)]
    [InlineData(5, 5)]
    public void PageSize_OverSeveralAccounts_SharesEvenlyToOnePage(int size, int accounts)
    {
        var lanes = LaneAllocation.Lanes(size, accounts, isPaced: true);
        var page = LaneAllocation.PageSize(size, lanes, accounts);

        var shares = Enumerable.Range(0, size).GroupBy(i => i / page % lanes).Select(share => share.Count()).ToList();

        Assert.InRange(page, 1, LedgerPage.Capacity);
        Assert.Equal(lanes, shares.Count);
        Assert.InRange(shares.Max() - shares.Min(), 0, page);
    }

    [Fact]
    public void InOrder_StartsWithTheLanesOwn() => Assert.Equal(["b", "c", "a"], LaneAllocation.InOrder(["a", "b", "c"], lane: 4));
}
