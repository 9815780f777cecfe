using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Erasures;

public sealed class EndErasuresActivityTests : IDisposable
{
    private static readonly ErasureScan WithRunsLeft = ErasureActivityFixture.Scan with { RunsLeft = 2 };

    private readonly ErasureActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task EndErasures_WithNoRunsLeft_CompletesThemAndForgetsWhomTheyWereAbout()
    {
        var erasure = await BeginAsync();
        _fixture.Activities.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await _fixture.EndAsync());

        var stored = await _fixture.StoredAsync(erasure);
        Assert.Equal((ErasureStatus.Completed, Any.Now.AddMinutes(1), null), (stored.Status, stored.CompletedAt, stored.Subject));
        Assert.Equal(erasure.Pseudonym, stored.Pseudonym);
    }

    [Fact]
    public async Task EndErasures_CalledAgainAfterItsEnd_ChangesNothing()
    {
        var erasure = await BeginAsync();
        await _fixture.EndAsync();
        var before = await _fixture.StoredAsync(erasure);
        _fixture.Activities.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await _fixture.EndAsync());

        Assert.Equal(before, await _fixture.StoredAsync(erasure));
    }

    [Fact]
    public async Task EndErasures_WithRunsLeft_RecordsThemAndLeavesTheErasureOpen()
    {
        var erasure = await BeginAsync();

        Assert.False(await _fixture.EndAsync(WithRunsLeft));

        var stored = await _fixture.StoredAsync(erasure);
        Assert.Equal((ErasureStatus.Running, 2), (stored.Status, stored.RunsLeft));
        Assert.NotNull(stored.Subject);
        Assert.False(await _fixture.EndAsync(WithRunsLeft));
        Assert.Equal(stored, await _fixture.StoredAsync(erasure));
    }

    [Fact]
    public async Task EndErasures_WhileAFileFromBeforeIsImported_WaitsForItsEnd()
    {
        var erasure = await BeginAsync();
        var import = await _fixture.Activities.Imports.AddAsync(
            new ImportJob
            {
                TenantId = Any.TenantId,
                Id = "01k9import000000000000000a",
                Kind = ImportKind.Contacts,
                CreatedAt = Any.Now,
            },
            default
        );

        Assert.False(await _fixture.EndAsync());
        await _fixture.Activities.Imports.UpdateAsync(import with { Status = ImportStatus.Completed }, default);

        Assert.True(await _fixture.EndAsync());
        Assert.Equal(ErasureStatus.Completed, (await _fixture.StoredAsync(erasure)).Status);
    }

    [Fact]
    public async Task EndErasures_OfErasuresThatCameDuringTheScan_LeavesThemToTheNext()
    {
        await BeginAsync();
        var late = await _fixture.RequestAsync("user1");

        Assert.True(await _fixture.EndAsync());

        Assert.Equal(late, await _fixture.StoredAsync(late));
    }

    private async Task<Erasure> BeginAsync()
    {
        var erasure = await _fixture.RequestAsync();
        Assert.True(await _fixture.BeginAsync());
        return erasure;
    }
}
