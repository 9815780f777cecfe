using System.Globalization;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Testing.Orchestrations;

namespace CampaignTasks.Application.Tests.Orchestration;

/// <summary>
/// Orchestrations live for months, over many versions of the app: what is stored of them must be replayed by every later one. A history
/// that is not any more is answered with a new orchestrator beside the old one, never by recording it anew.
/// </summary>
public sealed class RecordedHistoryTests
{
    public static TheoryData<string> Names => new(Scenario.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void RecordedHistory_AtEveryPrefix_WantsWhatItWantedThen(string name)
    {
        var driver = Scenario.All[name]();

        Assert.All(Recording.Read(name).GroupBy(line => line.Execution), execution =>
        {
            var recorded = execution.ToList();
            var wanted = Recording.WantedAtEachPrefix(driver, execution.Key, [.. recorded.Select(line => line.Event)]).ToList();
            Assert.Equal(recorded.Count, wanted.Count);
            Assert.All(recorded.Zip(wanted), line => Assert.Equal(line.First.Wanted, line.Second));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Scenario_CarriedOutAgain_WritesTheRecordedHistory(string name)
    {
        var recorded = Recording.Of(Scenario.All[name]());

        // Set by hand, once, when a scenario is added; never to make a red test green.
        if (Environment.GetEnvironmentVariable("RECORD_HISTORIES") is "1")
        {
            Recording.Write(name, recorded);
        }
        else
        {
            Assert.Equal(
                Recording.Read(name).Select(line => (line.Execution, line.Event)),
                recorded.Select(line => (line.Execution, line.Event))
            );
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RecordedHistory_AllAtOnce_EndsAsItDid(string name) =>
        Assert.All(Recording.Read(name).GroupBy(line => line.Execution), execution =>
        {
            var (last, driver) = (execution.Last(), Scenario.All[name]());
            var actions = OrchestratorReplay.Run(driver.New(last.Orchestrator), last.InstanceId, [], execution.Select(line => line.Event));

            var end = Assert.Single(last.Wanted, wanted => char.IsUpper(wanted.Split(' ')[1][0]));
            Assert.StartsWith(
                string.Create(CultureInfo.InvariantCulture, $"{actions[^1].Id} {actions[^1].CompleteOrchestration.OrchestrationStatus} "),
                end,
                StringComparison.Ordinal
            );
        });
}
