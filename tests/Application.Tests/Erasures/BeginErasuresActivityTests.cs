using CampaignTasks.Application.Orchestration;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Erasures;

public sealed class BeginErasuresActivityTests : IDisposable
{
    private readonly ErasureActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task BeginErasures_WithNoneOpen_SaysSo() => Assert.False(await _fixture.BeginAsync());

    [Fact]
    public async Task BeginErasures_WithOneOpen_ErasesThePersonsOwnDataFirst()
    {
        var erasure = await _fixture.RequestAsync();

        Assert.True(await _fixture.BeginAsync());

        Assert.Equal(Any.Now, (await _fixture.StoredAsync(erasure)).ErasedAt);
        Assert.False(await _fixture.ExistsAsync("user0"));
    }

    [Fact]
    public async Task BeginErasures_CalledTwice_ChangesNothingMore()
    {
        var erasure = await _fixture.RequestAsync();
        await _fixture.BeginAsync();
        var before = await _fixture.StoredAsync(erasure);
        _fixture.Activities.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await _fixture.BeginAsync());

        Assert.Equal(before, await _fixture.StoredAsync(erasure));
    }

    [Fact]
    public async Task BeginErasures_AfterAnInterruptedScan_TakesItsErasuresToo()
    {
        await _fixture.RequestAsync();
        await _fixture.BeginAsync(new ErasureScan(Any.TenantId, "interrupted"));

        Assert.True(await _fixture.BeginAsync());

        Assert.True(await _fixture.EndAsync());
    }

    [Fact]
    public async Task BeginErasures_OfASubjectThatCannotBeRead_LeavesItOpen()
    {
        var erasure = await _fixture.RequestAsync(subject: "v1.none.AAAA");

        Assert.False(await _fixture.BeginAsync());

        Assert.Equal(erasure, await _fixture.StoredAsync(erasure));
    }

    [Fact]
    public async Task BeginErasures_OfASubjectThatCannotBeReadBesideAnother_BeginsTheOther()
    {
        var (lost, other) = (await _fixture.RequestAsync("user0", "v1.none.AAAA"), await _fixture.RequestAsync("user1"));

        Assert.True(await _fixture.BeginAsync());

        Assert.Equal(lost, await _fixture.StoredAsync(lost));
        Assert.NotNull((await _fixture.StoredAsync(other)).ErasedAt);
        Assert.Equal((true, false), (await _fixture.ExistsAsync("user0"), await _fixture.ExistsAsync("user1")));
    }

    [Fact]
    public async Task BeginErasures_OfAnotherTenant_LeavesThisOneAlone()
    {
        var erasure = await _fixture.RequestAsync();

        Assert.False(await _fixture.BeginAsync(new ErasureScan("another", "scan")));

        Assert.Equal(erasure, await _fixture.StoredAsync(erasure));
    }
}
