using System.Net;
using System.Text;
using CampaignTasks.App.Functions.Edge;
using CampaignTasks.App.Functions.Timers;
using CampaignTasks.App.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.App.Tests.Functions.Edge;

public sealed class TimerPayloadTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 3, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-11-25T11:50:00+00:00","Next":"2026-11-25T12:00:00+00:00","LastUpdated":"2026-11-25T11:50:00+00:00"},"IsPastDue":false}""", "2026-11-25T12:00:00Z", false)]
    [InlineData("""{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-11-25T09:00:00Z","Next":"2026-11-25T09:10:00Z"},"IsPastDue":true}""", "2026-11-25T09:10:00Z", true)]
    [InlineData("""{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}""", "2026-11-25T12:00:03Z", false)]
    [InlineData("""{"ScheduleStatus":{"Next":"0001-01-01T00:00:00+00:00"}}""", "2026-11-25T12:00:03Z", false)]
    [InlineData("\"{\\\"IsPastDue\\\":true}\"", "2026-11-25T12:00:03Z", true)]
    [InlineData("null", "2026-11-25T12:00:03Z", false)]
    public async Task Read_OfWhatTheHostSays_IsTheTick(string timer, string due, bool isPastDue)
    {
        using var invocation = await Invocation.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes($$$"""{"Data":{"timer":{{{timer}}}}}""")), CancellationToken.None);

        Assert.Equal(new TimerTick(DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture), isPastDue), TimerPayload.Read(invocation, Now));
    }

    [Fact]
    public async Task Timer_ThatFails_FailsItsInvocation()
    {
        await using var site = await HandlerSite.StartAsync(_ => { }, services => services.AddSingleton<HistoryPurge>(_ => throw new IOException("storage is away")));

        using var failed = await site.InvokeAsync(nameof(HistoryPurge), """{"Data":{"timer":{"ScheduleStatus":null,"IsPastDue":false}},"Metadata":{}}""");

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
    }
}
