using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Domain.Tests.Webhooks;

public sealed class DeliveryScheduleTests
{
    [Fact]
    public void Pauses_Grow_AndTheAttemptsTakeAboutADay()
    {
        var pauses = Enumerable
            .Range(1, DeliverySchedule.Attempts - 1)
            .Select(n => DeliverySchedule.PauseAfter(n, "one", null)!.Value)
            .ToList();

        Assert.Equal(pauses.Order(), pauses);
        Assert.InRange(pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause).TotalHours, DeliverySchedule.FailedFor.TotalHours, 27);
        Assert.Null(DeliverySchedule.PauseAfter(DeliverySchedule.Attempts, "one", null));
    }

    [Fact]
    public void Pause_IsNeverShorterThanTheReceiverAskedFor_NorLongerThanNineHoursAndATenth()
    {
        Assert.Equal(TimeSpan.FromMinutes(10), DeliverySchedule.PauseAfter(1, "one", TimeSpan.FromMinutes(10)));
        Assert.InRange(DeliverySchedule.PauseAfter(3, "one", TimeSpan.FromSeconds(1))!.Value.TotalMinutes, 5, 5.5);
        Assert.Equal(DeliverySchedule.LongestPause, DeliverySchedule.PauseAfter(1, "one", TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Pauses_OfDeliveriesThatFailedTogether_Differ() =>
        Assert.True(Enumerable.Range(0, 20).Select(n => DeliverySchedule.PauseAfter(4, $"{n}", null)).Distinct().Count() > 10);

    [Theory]
    [InlineData(200, null, DeliveryStatus.Delivered)]
    [InlineData(500, "no", DeliveryStatus.Pending)]
    [InlineData(410, "gone", DeliveryStatus.Failed)]
    [InlineData(null, "no answer", DeliveryStatus.Pending)]
    public void Attempt_ByItsAnswer_EndsTheDeliveryOrPlansTheNext(int? status, string? error, DeliveryStatus expected)
    {
        var now = new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);
        var delivery = new WebhookDelivery
        {
            TenantId = "acme",
            WebhookId = "hook",
            Id = "one",
            Type = WebhookEventType.TaskCompleted,
            Body = "{}",
            NextAttemptAt = now,
            CreatedAt = now,
        };

        var after = delivery.After(new WebhookAnswer(status, error), now);

        Assert.Equal((expected, 1, status, error), (after.Status, after.Attempts, after.LastStatus, after.LastError));
        Assert.Equal(expected is DeliveryStatus.Pending, after.NextAttemptAt > now);
    }
}
