using CampaignTasks.Application.Limits;
using FsCheck.Xunit;

namespace CampaignTasks.Application.Tests.Limits;

public sealed class ByteBudgetTests
{
    [Fact]
    public void TryTake_BeyondTheTenantsShare_IsRefusedAndOthersAreServed()
    {
        var budget = new ByteBudget(most: 10, mostOfTenant: 6);

        Assert.True(budget.TryTake("a", 6));

        Assert.Equal((false, true), (budget.TryTake("a", 1, out var isTenants), isTenants));
        Assert.True(budget.TryTake("b", 4));
        Assert.Equal((false, false), (budget.TryTake("b", 1, out isTenants), isTenants));
    }

    [Fact]
    public async Task TakeAsync_OfATenantWithAFullShare_KeepsNoOtherTenantWaiting()
    {
        var budget = new ByteBudget(most: 10, mostOfTenant: 6);
        budget.TryTake("a", 6);
        var waiting = budget.TakeAsync("a", 6, default);

        await budget.TakeAsync("b", 4, default);

        Assert.False(waiting.IsCompleted);
        budget.Return("a", 6);
        await waiting;
        Assert.Equal(10, budget.Used);
    }

    [Fact]
    public async Task TakeAsync_OfMuch_IsNotOvertakenForEver()
    {
        var budget = new ByteBudget(most: 10, mostOfTenant: 8);
        budget.TryTake("a", 3);
        budget.TryTake("c", 2);
        var much = budget.TakeAsync("b", 8, default);

        Assert.False(budget.TryTake("c", 1));

        budget.Return("a", 3);
        Assert.False(budget.TryTake("a", 1));
        budget.Return("c", 2);
        await much;
        Assert.True(budget.TryTake("a", 2));
    }

    [Fact]
    public async Task TakeAsync_ThatIsCanceled_TakesNothingAndLetsOthersPass()
    {
        var budget = new ByteBudget(most: 10, mostOfTenant: 8);
        budget.TryTake("a", 3);
        using var canceled = new CancellationTokenSource();
        var much = budget.TakeAsync("b", 8, canceled.Token);
        var little = budget.TakeAsync("c", 2, default);

        await canceled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => much);
        await little;
        Assert.Equal(5, budget.Used);
    }

    [Fact]
    public void TryTake_OfMoreThanAShare_CountsAsTheShare()
    {
        var budget = new ByteBudget(most: 10, mostOfTenant: 5);

        Assert.True(budget.TryTake("a", 100));
        budget.Return("a", 100);

        Assert.Equal(0, budget.Used);
    }

    [Property(MaxTest = 300)]
    public async Task Bytes_InAnyOrderOfRequests_StayWithinTheLimitsAndReachEverybody(byte[] steps)
    {
        var budget = new ByteBudget(most: 20, mostOfTenant: 12);
        List<(string Tenant, long Bytes, Task Taken)> requests = [];
        foreach (var step in steps)
        {
            var tenant = $"t{step % 3}";
            if (step % 5 is 0 && requests.FindIndex(request => request.Taken.IsCompleted) is >= 0 and var held)
            {
                budget.Return(requests[held].Tenant, requests[held].Bytes);
                requests.RemoveAt(held);
            }
            else
            {
                requests.Add((tenant, step % 14, budget.TakeAsync(tenant, step % 14, default)));
            }

            var taken = requests.Where(request => request.Taken.IsCompleted).ToList();
            Assert.InRange(budget.Used, taken.Sum(request => Math.Min(12, request.Bytes)), 20);
            Assert.All(taken.GroupBy(request => request.Tenant), own => Assert.InRange(own.Sum(r => Math.Min(12, r.Bytes)), 0, 12));
        }

        while (requests.Count > 0)
        {
            var next = await Task.WhenAny(requests.Select(request => request.Taken)).WaitAsync(TimeSpan.FromSeconds(30));
            var done = requests.FindIndex(request => request.Taken == next);
            budget.Return(requests[done].Tenant, requests[done].Bytes);
            requests.RemoveAt(done);
        }

        Assert.Equal(0, budget.Used);
    }
}
