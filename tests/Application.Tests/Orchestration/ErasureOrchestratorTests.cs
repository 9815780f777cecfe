using CampaignTasks.Application.Orchestration;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Orchestrations;

namespace CampaignTasks.Application.Tests.Orchestration;

/// <summary>Walks by their orchestrator on a hub in memory; the activities do what a test says.</summary>
public sealed class ErasureOrchestratorTests
{
    private readonly List<ErasureScan> _walks = [];
    private readonly Queue<bool> _isAny = new();
    private readonly Queue<int> _runsLeft = new();

    [Fact]
    public void Scan_WithRunsLeft_ComesBackAfterARest_AndReadsThoseSinceTheRoundBefore()
    {
        _isAny.Enqueue(true);
        _isAny.Enqueue(false);
        (new[] { 2, 1, 0 }).ToList().ForEach(_runsLeft.Enqueue);

        Run();

        Assert.Equal([0, 1, 2], _walks.Select(scan => scan.Round));
        Assert.Single(_walks.Select(scan => scan.ScanId).Distinct());
        Assert.Equal([null, _walks[0].Since, _walks[1].Since], _walks.Select(scan => scan.Before));
        Assert.True(_walks[1].Since - _walks[0].Since >= ErasureOrchestrator.Rest(1));
        Assert.True(_walks[2].Since - _walks[1].Since >= ErasureOrchestrator.Rest(2));
    }

    [Fact]
    public void Scan_ThatIsDone_IsFollowedByAnother_WhenMoreCameMeanwhile()
    {
        _isAny.Enqueue(true);
        _isAny.Enqueue(true);
        _isAny.Enqueue(false);
        _runsLeft.Enqueue(0);
        _runsLeft.Enqueue(0);

        Run();

        Assert.Equal([0, 0], _walks.Select(scan => scan.Round));
        Assert.Equal(2, _walks.Select(scan => scan.ScanId).Distinct().Count());
        Assert.All(_walks, scan => Assert.Null(scan.Place));
    }

    [Fact]
    public void Rests_Grow_AndAreNeverLongerThanTenMinutes()
    {
        var rests = Enumerable.Range(1, 100).Select(ErasureOrchestrator.Rest).ToList();

        Assert.Equal(TimeSpan.FromSeconds(5), rests[0]);
        Assert.Equal(rests.Order(), rests);
        Assert.Equal(TimeSpan.FromMinutes(10), rests[^1]);
    }

    private void Run()
    {
        var scan = new ErasureScan(Any.TenantId);
        var driver = new OrchestrationDriver()
            .Orchestrator<ErasureOrchestrator>()
            .Activity<ErasureScan, bool>(ErasureActivities.BeginErasures, _ => _isAny.Dequeue())
            .Activity<ErasureScan, ErasureStep>(ErasureActivities.EraseFromLedgers, scan =>
            {
                _walks.Add(scan);
                return new ErasureStep(scan with { RunsLeft = _runsLeft.Dequeue() }, IsThrough: true);
            })
            .Activity<ErasureScan, bool>(ErasureActivities.EndErasures, scan => scan.RunsLeft is 0);
        driver.Start(nameof(ErasureOrchestrator), scan.InstanceId, scan);
        driver.RunUntil(() => driver.HasCompleted(scan.InstanceId), TimeSpan.FromHours(1));
    }
}
