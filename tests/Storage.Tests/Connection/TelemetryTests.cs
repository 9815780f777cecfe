using System.Diagnostics;
using Azure.Data.Tables;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Testing;
using static CampaignTasks.Storage.Tests.Connection.ScriptedTransport;

namespace CampaignTasks.Storage.Tests.Connection;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Request_InARecordedTrace_TellsOfEveryTry()
    {
        using var trace = new RecordedTrace("CampaignTasks.Storage");
        var transport = new ScriptedTransport(Answer(503), Break(), Answer(204));

        await Table(transport).AddEntityAsync(new TableEntity("p", "r"), CancellationToken.None);

        Assert.Equal(["POST table", "POST table", "POST table"], trace.Spans.Select(span => span.OperationName));
        Assert.Equal([503, null, 204], trace.Spans.Select(span => (int?)span.GetTagItem("http.response.status_code")));
        Assert.Equal(
            [ActivityStatusCode.Error, ActivityStatusCode.Error, ActivityStatusCode.Unset],
            trace.Spans.Select(span => span.Status)
        );
        Assert.All(trace.Spans, span => Assert.Equal(trace.Request.SpanId, span.ParentSpanId));
    }

    [Fact]
    public async Task Request_OutsideOfATrace_BeginsNone()
    {
        using var trace = new RecordedTrace("CampaignTasks.Storage");
        trace.Request.Stop();

        await Table(new ScriptedTransport(Answer(204))).AddEntityAsync(new TableEntity("p", "r"), CancellationToken.None);

        Assert.Empty(trace.Spans);
    }

    [Theory]
    [InlineData(204, "ok")]
    [InlineData(404, "not_found")]
    [InlineData(412, "conflict")]
    [InlineData(400, "error")]
    public async Task Request_IsMeasuredByServiceAndOutcome(int status, string outcome)
    {
        using var metrics = new RecordedMetrics();

        await Table(new ScriptedTransport(Answer(status)))
            .AddEntityAsync(new TableEntity("p", "r"), CancellationToken.None)
            .ContinueWith(static _ => { }, TaskScheduler.Default);

        // Other tests of this process ask storage meanwhile.
        Assert.NotEmpty(metrics.Of("campaigntasks.storage.request.duration", "service=table", $"outcome={outcome}"));
    }

    private static TableClient Table(ScriptedTransport transport) =>
        StorageAccount
            .Development()
            .NewTables(options =>
            {
                options.Transport = transport;
                options.Retry.Delay = TimeSpan.FromMilliseconds(1);
                options.Retry.MaxDelay = TimeSpan.FromMilliseconds(2);
            })
            .GetTableClient("Things");
}
