using CampaignTasks.Application.Limits;
using CampaignTasks.Domain;
using CampaignTasks.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Limits;

public sealed class PlacesTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new(Any.Now);

    [Fact]
    public void Take_BeyondTheShare_SaysWhichLimitItIs()
    {
        using var places = new Places("forecasts", most: 2, mostOfTenant: 1);
        using var own = places.Take("a");

        var ofTenant = Assert.Throws<CapacityExceededException>(() => places.Take("a"));
        using var other = places.Take("b");
        var ofAll = Assert.Throws<CapacityExceededException>(() => places.Take("c"));

        Assert.Equal((true, false), (ofTenant.IsTenants, ofAll.IsTenants));
        Assert.Contains("1 forecasts", ofTenant.Message, StringComparison.Ordinal);
        Assert.Contains("2 forecasts", ofAll.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakeAsync_WhenAPlaceIsGivenBack_HasIt()
    {
        using var places = new Places("forecasts", most: 2, mostOfTenant: 1);
        var first = places.Take("a");
        var second = places.TakeAsync("a", Longest, _time, default);

        Assert.False(second.IsCompleted);
        first.Dispose();

        (await second).Dispose();
        places.Take("a").Dispose();
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("c", false)]
    public async Task TakeAsync_AfterTheLongestWait_IsRefusedAndKeepsNoPlace(string tenant, bool isTenants)
    {
        using var places = new Places("forecasts", most: 2, mostOfTenant: 1);
        var (first, second) = (places.Take("a"), places.Take("b"));
        var waiting = places.TakeAsync(tenant, Longest, _time, default);

        _time.Advance(Longest);

        Assert.Equal(isTenants, (await Assert.ThrowsAsync<CapacityExceededException>(() => waiting)).IsTenants);
        first.Dispose();
        second.Dispose();
        places.Take(tenant).Dispose();
    }

    [Fact]
    public async Task TakeAsync_WhenTheCallerHasLeft_IsCanceled()
    {
        using var places = new Places("forecasts", most: 1, mostOfTenant: 1);
        using var own = places.Take("a");
        using var gone = new CancellationTokenSource();
        var waiting = places.TakeAsync("a", Longest, _time, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
