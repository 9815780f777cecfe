using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Runs;

/// <summary>Activities whose timer rang up to a second early.</summary>
public sealed class EarlyStepTests : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(900);
    private static readonly DateTimeOffset Due = Any.Now + Early;

    private readonly ActivityFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task NextStep_CalledEarly_OpensTheRunAtItsTimeAndNotBefore()
    {
        var id = RunId.From(Any.TenantId, Any.TaskId, Due);
        await _fixture.StoreAsync(
            Any.Task(CampaignTaskStatus.Scheduled) with
            {
                Plan = Any.Plan() with { Schedule = new(Due) },
                NextOccurrence = Due,
            }
        );

        var step = _fixture.NextStepAsync();
        _fixture.Time.Advance(Early - TimeSpan.FromMilliseconds(1));
        var before = (step.IsCompleted, Run: await _fixture.Runs.FindAsync(id, default));
        _fixture.Time.Advance(TimeSpan.FromMilliseconds(1));
        await step.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal((false, null), before);
        Assert.Equal(Due, (await _fixture.Runs.FindAsync(id, default))!.StartedAt);
    }

    [Fact]
    public async Task SendPages_CalledEarly_BeginsAtItsTimeAndNotBefore()
    {
        var work = new LaneWork(ActivityFixture.RunRef, Lane: 0, FromPage: 0, DueAt: Due);
        await _fixture.StorePlannedAsync(messages: 1);

        var progress = _fixture.SendPagesAsync(work);
        _fixture.Time.Advance(Early - TimeSpan.FromMilliseconds(1));
        var before = (progress.IsCompleted, _fixture.Channel.Requests.Count);
        _fixture.Time.Advance(TimeSpan.FromMilliseconds(1));
        await progress.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal((false, 0), before);
        Assert.Single(_fixture.Channel.Requests);
    }
}
