using System.Diagnostics;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Tests.Sending;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Telemetry;

public sealed class SendTelemetryTests
{
    private const string Messages = "campaigntasks.messages";

    [Fact]
    public async Task Send_CountsEachMessageOnceByItsOutcome_AsTheLedgerDoes()
    {
        using var metrics = new RecordedMetrics();
        var lane = await Lane.PlanAsync(new FakeTimeProvider(Any.Now), messages: 120);
        lane.Eligibility = new ScriptedEligibilityChecker(message =>
            message.Address == "r5@example.net"
                ? new EligibilityResult.Skip("unsubscribed: by link on 2026-03-01")
                : new EligibilityResult.Pass(null, null)
        );
        var throttled = 0;
        var channel = new ScriptedChannel(false, (m, n) => m.To switch
            {
                "r3@example.net" => new SendOutcome.Rejected("InvalidEmailAddress", "no such form"),
                "r7@example.net" => new SendOutcome.Unknown("no answer"),
                "r119@example.net" when throttled++ == 0 => new SendOutcome.Throttled(TimeSpan.FromMinutes(1)),
                _ => ScriptedChannel.Accept(m, n),
            }) { Provider = "counted" };

        await lane.SendUntilDoneAsync(channel);

        var counts = await lane.CountAsync();
        Assert.Equal((117, 1, 1, 1), (counts.Sent, counts.Failed, counts.Skipped, counts.Unknown));
        Assert.Equal(
            [117, 1, 1, 1],
            new[] { "sent", "failed", "skipped", "unknown" }.Select(outcome =>
                metrics.Of(Messages, "provider=counted", $"outcome={outcome}").Sum()
            )
        );
        Assert.Equal(channel.Requests.Count, metrics.Of("campaigntasks.provider.request.duration", "provider=counted").Count);
        Assert.Equal(1, metrics.Of("campaigntasks.provider.throttles", "provider=counted").Sum());
        Assert.Equal(channel.Requests.Count, metrics.Of("campaigntasks.message.lateness", "provider=counted").Count);
        Assert.Contains("reason=unsubscribed", metrics.Tags("campaigntasks.eligibility.evaluations"));
        Assert.DoesNotContain(metrics.Tags("campaigntasks.eligibility.evaluations"), tag => tag.Contains(' ', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_InARecordedTrace_TellsOfPagesAndTheFirstAttemptOfEachClaim()
    {
        using var trace = new RecordedTrace("CampaignTasks");
        var lane = await Lane.PlanAsync(messages: (2 * LedgerPage.Capacity) + 1);
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept);

        await lane.SendUntilDoneAsync(channel);

        var pages = trace.Named("send page");
        Assert.Equal([0, 1, 2], pages.Select(page => (int?)page.GetTagItem("campaigntasks.page")));
        var attempts = trace.Named("send email");
        Assert.InRange(attempts.Count, 3, 3 + (LedgerPage.Capacity / 10));
        Assert.All(attempts, attempt => Assert.Contains(pages, page => page.SpanId == attempt.ParentSpanId));
        Assert.All(attempts, attempt =>
            Assert.Equal(("accepted", ActivityKind.Client), ((string?)attempt.GetTagItem("campaigntasks.outcome"), attempt.Kind))
        );
        Assert.DoesNotContain(trace.Spans.SelectMany(span => span.TagObjects), tag =>
            tag.Value is string text && text.Contains('@', StringComparison.Ordinal)
        );
    }
}
