using System.Text.Json;
using CampaignTasks.App.Demo;

namespace CampaignTasks.App.Tests.Demo;

public sealed class DemoProgressTests : IDisposable
{
    private readonly StringWriter output = new();

    [Fact]
    public void Show_TwiceInASecondRedirected_WritesOneLine()
    {
        var time = new SteppedTime();
        var progress = new DemoProgress(output, painted: false, time);

        progress.Show(Running(sent: 0), expected: 100);
        time.Step(TimeSpan.FromMilliseconds(200));
        progress.Show(Running(sent: 10), expected: 100);

        Assert.Single(Lines());
    }

    [Fact]
    public void Show_AtASteadyPace_TellsRateAndTimeLeft()
    {
        var time = new SteppedTime();
        var progress = new DemoProgress(output, painted: false, time);

        progress.Show(Running(sent: 0), expected: 100);
        time.Step(TimeSpan.FromSeconds(2));
        progress.Show(Running(sent: 40), expected: 100);

        Assert.Equal("  sent 40 · failed 0 · pending 60 · 20/s · 3 s left", Lines()[^1]);
    }

    [Fact]
    public void Show_WhenNothingMoves_SaysThatItWaits()
    {
        var time = new SteppedTime();
        var progress = new DemoProgress(output, painted: false, time);

        progress.Show(Running(sent: 40), expected: 100);
        time.Step(TimeSpan.FromSeconds(2));
        progress.Show(Running(sent: 40), expected: 100);

        Assert.Equal("  sent 40 · failed 0 · pending 60 · 0/s · waiting", Lines()[^1]);
    }

    [Fact]
    public void Show_OnATerminal_PaintsOverItsTwoLines()
    {
        var progress = new DemoProgress(output, painted: true, new SteppedTime());

        progress.Show(Running(sent: 0), expected: 100);
        progress.Show(Running(sent: 50), expected: 100);

        Assert.Equal(1, output.ToString().Split("\u001b[2A").Length - 1);
        Assert.Contains(
            $"{new string('█', 20)}\u001b[90m{new string('░', 20)}\u001b[0m 50 of 100",
            output.ToString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("running", false)]
    [InlineData("scheduled", false)]
    [InlineData("paused", true)]
    [InlineData("completed", true)]
    [InlineData("failed", true)]
    public void Of_AnAnswerOfTheApi_ReadsCountsAndEnd(string status, bool isOver)
    {
        using var task = JsonDocument.Parse(
            $$"""{"status":"{{status}}","summary":{"runs":1,"total":9,"pending":1,"sending":1,"sent":3,"failed":2,"skipped":1,"canceled":0,"unknown":1} }"""
        );

        var counts = DemoCounts.From(task.RootElement);

        Assert.Equal(new DemoCounts(status, 9, 1, 1, 3, 2, 1, 0, 1), counts);
        Assert.Equal(7, counts.Done);
        Assert.Equal(isOver, counts.IsOver);
    }

    public void Dispose() => output.Dispose();

    private static DemoCounts Running(int sent) => new("running", 100, 100 - sent, 0, sent, 0, 0, 0, 0);

    private string[] Lines() => output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private sealed class SteppedTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Step(TimeSpan by) => _ticks += by.Ticks;
    }
}
