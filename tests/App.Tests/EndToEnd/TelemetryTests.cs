using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.App.Tests.EndToEnd;

/// <summary>What the real app exports to a collector, and that it exports nothing unless told to.</summary>
public sealed class TelemetryTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Refused = "reader3@example.net";

    [Fact]
    public async Task Task_IsOneTraceFromItsRequestToTheProvider_AndItsMetricsAreTheLedgers()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var scene = await MailFixture.StartAsync(
            script => script.For(Refused, new Misbehaviour.Refuse(400, "InvalidEmailAddress", "The recipient is refused.")),
            collector.Settings
        );

        var task = await PostAsync(scene, 250);
        var ended = await scene.EndedAsync(task, "completed");
        await scene.Company.DoAsync(HttpMethod.Put, "/api/contacts/someone@example.net", new { });
        await scene.App.TerminateAsync();

        // Ids of people are no business of whoever reads traces.
        Assert.Contains(collector.Spans, span => span.Attributes.Contains("|url.path=/api/contacts/{id}|", StringComparison.Ordinal));
        Assert.DoesNotContain(collector.Spans, span => span.Attributes.Contains("someone", StringComparison.Ordinal));
        var spans = collector.Spans.Where(span => span.TraceId == Trace).ToList();
        Assert.Equal(spans.Count, spans.Select(span => span.Id).Distinct().Count());
        string[] way =
        [
            "send email",
            "send page",
            "activity:NextStep",
            "activity:NextStep",
            "orchestration:CampaignTaskOrchestrator",
            "create_orchestration:CampaignTaskOrchestrator",
            "POST",
        ];
        var attempts = spans.Where(span => span.Name == "send email").ToList();
        Assert.All(attempts, attempt => AssertWay(way, attempt, spans));

        // One for a claim, not one for a message.
        Assert.InRange(attempts.Count, 1, 25);
        Assert.Contains(spans, span => span.Name is "POST table" or "GET table" or "PATCH table");

        var (sent, failed) = ((int)ended["summary"]!["sent"]!, (int)ended["summary"]!["failed"]!);
        Assert.Equal((249, 1), (sent, failed));
        Assert.Equal(sent, collector.Total("campaigntasks.messages", "outcome=sent", "channel=email", "provider=acs"));
        Assert.Equal(failed, collector.Total("campaigntasks.messages", "outcome=failed"));
        Assert.Equal(250, collector.Total("campaigntasks.provider.request.duration", "provider=acs"));
        Assert.Equal(250, collector.Total("campaigntasks.message.lateness"));
        Assert.Equal(250, collector.Total("campaigntasks.eligibility.evaluations", "result=pass"));
        Assert.True(collector.Total("campaigntasks.durable.turn.duration", "orchestrator=CampaignTaskOrchestrator") > 0);
        Assert.True(collector.Total("campaigntasks.durable.activity.duration", "activity=NextStep", "outcome=completed") > 0);
        Assert.True(collector.Total("campaigntasks.storage.request.duration", "service=table", "outcome=ok") > 0);
        Assert.Contains("campaigntasks.hub.activities.open", collector.Metrics);
        Assert.Contains("http.server.request.duration", collector.Metrics);
    }

    [Fact]
    public async Task Task_OfAKilledApp_GoesOnInTheSameTrace()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var scene = await MailFixture.StartAsync(
            script => script.Everybody(new Misbehaviour.Slow(TimeSpan.FromMilliseconds(20))),
            collector.Settings
        );
        var task = await PostAsync(scene, 2_000);
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await scene.Provider.WaitForRequestsAsync(500, timeout.Token);
        await scene.App.KillAsync();
        var before = collector.Spans.Count(span => span.Name == "send page");

        var app = await scene.Site.Start().ReadyAsync();
        await app.UntilEndedAsync(scene.Company, task, "completed");
        await app.TerminateAsync();

        var pages = collector.Spans.Where(span => span.Name == "send page").ToList();
        Assert.True(pages.Count > before, "The second process told of no page.");
        Assert.All(pages, page => Assert.Equal(Trace, page.TraceId));
        var spans = collector.Spans.Where(span => span.TraceId == Trace).ToList();
        Assert.Equal(spans.Count, spans.Select(span => span.Id).Distinct().Count());
        Assert.Equal(Trace, (string)(await LastEntryAsync(scene, task))["by"]!["traceId"]!);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("http://127.0.0.1:9", "true")]
    public async Task App_NotConfiguredToExport_DoesNotEvenLoadTheSdk(string? endpoint, string? disabled)
    {
        await using var site = new AppSite();
        site.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        site.Environment["OTEL_SDK_DISABLED"] = disabled;

        var app = await site.Start().ReadyAsync();

        var loaded = await File.ReadAllTextAsync($"/proc/{app.ProcessId}/maps");
        Assert.Contains("CampaignTasks.App.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenTelemetry", loaded, StringComparison.Ordinal);
    }

    private static void AssertWay(string[] way, OtlpSpan last, List<OtlpSpan> spans)
    {
        var at = last;
        foreach (var name in way[1..])
        {
            at = Assert.Single(spans, span => span.Id == at.ParentId);
            Assert.StartsWith(name, at.Name, StringComparison.Ordinal);
        }
    }

    private static async Task<string> PostAsync(MailFixture scene, int addresses)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tasks")
        {
            Content = JsonContent.Create(
                new
                {
                    name = "Traced",
                    channel = "email",
                    accounts = new[] { (string)scene.Account["id"]! },
                    audience = new { list = Company.Emails(addresses) },
                    creative = new { subject = "Hello", text = "Hi" },
                }
            ),
        };
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");
        using var answer = await scene.App.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }

    // Asked of a third process: what the log says is stored.
    private static async Task<JsonNode> LastEntryAsync(MailFixture scene, string task)
    {
        await scene.Site.Start().ReadyAsync();
        return (await scene.Company.GetAsync($"/api/tasks/{task}/audit"))["items"]!
            .AsArray()
            .Single(entry => (string)entry!["event"]! == "completed")!;
    }
}
