namespace CampaignTasks.Durable.Tests.Engine.Replay;

public sealed class RecordedHistoryTests
{
    public static TheoryData<string> Names => new(Scenarios.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void RecordedHistory_AtEveryPrefix_WantsWhatItWantedThen(string name)
    {
        var recording = Recording.Read(name);

        var wanted = Recording.WantedAtEachPrefix(Engines.With(Scenarios.All[name].Run), [.. recording.Select(line => line.Event)]).ToList();

        Assert.Equal(recording.Count, wanted.Count);
        Assert.All(recording.Zip(wanted), line => Assert.Equal(line.First.Wanted, line.Second));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Scenario_RunAgain_WritesTheRecordedHistory(string name)
    {
        var history = Run(name);

        // Set by hand, once, when a scenario is added; never to make a red test green.
        if (Environment.GetEnvironmentVariable("RECORD_HISTORIES") == "1")
            Recording.Write(name, Engines.With(Scenarios.All[name].Run), history);
        else
            Assert.Equal(Recording.Read(name).Select(line => line.Event), history);
    }

    private static IReadOnlyList<Protocol.HistoryEvent> Run(string name)
    {
        var (run, messages) = Scenarios.All[name];
        var attempts = 0;
        var dispatcher = new Dispatcher(Engines.With(run))
        {
            TurnSize = () => 2,
            Activity = (id, task) => task.Name switch
            {
                "Fail" => new(null, new("Test.Error", "as asked", InnerFailure: new("Test.Cause", "deeper"))),
                "Flaky" when ++attempts < 4 => new(null, new("Test.Error", $"attempt {attempts}")),
                _ => new($"\"{task.Name} {id}\""),
            },
        };
        dispatcher.Enqueue(messages);
        Assert.NotNull(dispatcher.Run());
        return dispatcher.Written;
    }
}
