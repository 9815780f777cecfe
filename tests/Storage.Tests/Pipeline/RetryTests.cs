using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using CampaignTasks.Storage.Pipeline;
using CampaignTasks.Storage.Tables;
using static CampaignTasks.Storage.Tests.Pipeline.ScriptedTransport;

namespace CampaignTasks.Storage.Tests.Pipeline;

public sealed class RetryTests
{
    private const string Exists = """{"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"It is there."}}}""";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task PassingFailure_IsTriedAgain(int status)
    {
        var transport = new ScriptedTransport(Answer(status), Answer(204));

        var response = await Table(transport).AddEntityAsync(new("p", "r"), None);

        Assert.Equal((204, 2), (response.Status, transport.Seen.Count));
    }

    [Fact]
    public async Task BrokenConnection_IsTriedAgain()
    {
        var transport = new ScriptedTransport(Break(), Answer(204));

        await Table(transport).AddEntityAsync(new("p", "r"), None);

        Assert.Equal(2, transport.Seen.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(412)]
    [InlineData(413)]
    [InlineData(501)]
    public async Task FinalRefusal_ReachesTheCallerAtOnce(int status)
    {
        var transport = new ScriptedTransport(Answer(status), Answer(204));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Table(transport).UpdateEntityAsync(new("p", "r"), ETag.All, TableUpdateMode.Merge, None));

        Assert.Equal((status, 1, false), (failure.Status, transport.Seen.Count, failure.WasRetried));
    }

    [Fact]
    public async Task Conflict_AfterARetry_IsNotHidden_AndSaysSo()
    {
        var transport = new ScriptedTransport(Break(), Answer(409, Exists, ("x-ms-request-id", "id-1")));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table(transport).AddEntityAsync(new("p", "r"), None));

        Assert.Equal((409, "EntityAlreadyExists", true), (failure.Status, failure.ErrorCode, failure.WasRetried));
        Assert.Equal((true, "id-1"), (failure.Data["Retried"], failure.Data["RequestId"]));
    }

    [Fact]
    public async Task RefusedTransaction_AfterARetry_SaysSo()
    {
        const string part = "--batch\r\nContent-Type: multipart/mixed\r\n\r\n--changeset\r\n--changeset\r\nHTTP/1.1 412 Precondition Failed\r\n"
            + "Content-Type: application/json\r\n\r\n{\"odata.error\":{\"code\":\"UpdateConditionNotSatisfied\",\"message\":{\"value\":\"0:No.\\nHTTP/1.1 204\"}}}\r\n--changeset--\r\n--batch--\r\n";
        var transport = new ScriptedTransport(Answer(500), Answer(202, part));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table(transport).SubmitTransactionAsync(
            [new(TableTransactionActionType.UpdateMerge, new("p", "r"), new ETag("W/\"1\""))], None));

        Assert.Equal((412, "UpdateConditionNotSatisfied", 0), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.True(failure.WasRetried);
    }

    [Fact]
    public async Task TransactionAnswer_WithoutItsParts_IsDoubtAndNotSuccess()
    {
        var transport = new ScriptedTransport(Answer(202, "--batch--\r\n"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table(transport).SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, new("p", "r"))], None));

        Assert.Equal(0, failure.Status);
    }

    [Fact]
    public async Task NoAnswerAtAll_IsOneKindOfFailure_AfterABoundedNumberOfTries()
    {
        var transport = new ScriptedTransport(Break("first"), Break("last"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table(transport).AddEntityAsync(new("p", "r"), None));

        Assert.Equal((0, "NoAnswer", 5), (failure.Status, failure.ErrorCode, transport.Seen.Count));
        Assert.Contains("last", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.WasRetried);
    }

    [Fact]
    public async Task ServerThatStaysBusy_IsGivenUpWithItsStatus()
    {
        var transport = new ScriptedTransport(Answer(503, "<Error><Code>ServerBusy</Code><Message>Slow down.</Message></Error>"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table(transport).AddEntityAsync(new("p", "r"), None));

        Assert.Equal((503, "ServerBusy", 5), (failure.Status, failure.ErrorCode, transport.Seen.Count));
    }

    [Fact]
    public async Task RetryAfter_IsAtLeastWaited()
    {
        var transport = new ScriptedTransport(Answer(503, "", ("Retry-After", "1")), Answer(204));
        var started = TimeProvider.System.GetTimestamp();

        await Table(transport).AddEntityAsync(new("p", "r"), None);

        // The delay itself is a millisecond here, so the whole second is the server's.
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(950));
    }

    [Fact]
    public async Task TryThatHangs_EndsAtItsTimeout_AndIsTriedAgain()
    {
        var options = Options(new HangingTransport(hangs: 1));
        options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(50);

        var response = await new TableClient(StorageAccount.Development(), "table", options).AddEntityAsync(new("p", "r"), None);

        Assert.Equal(204, response.Status);
    }

    [Fact]
    public async Task CallerWhoCancels_GetsACancellation()
    {
        using var stop = new CancellationTokenSource();
        var table = new TableClient(StorageAccount.Development(), "table", Options(new HangingTransport(hangs: 99)));

        var adding = table.AddEntityAsync(new("p", "r"), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding);
    }

    [Fact]
    public async Task EveryTry_IsSignedAnew()
    {
        var time = new SteppingTime(DateTimeOffset.UnixEpoch.AddYears(56));
        var transport = new ScriptedTransport(Answer(503), Answer(204));

        await Table(transport, time).AddEntityAsync(new("p", "r"), None);

        Assert.Equal(2, transport.Seen.Select(request => request.Headers["x-ms-date"]).Distinct().Count());
        Assert.Equal(2, transport.Seen.Select(request => request.Headers["Authorization"]).Distinct().Count());
        Assert.Single(transport.Seen.Select(request => request.Headers["x-ms-client-request-id"]).Distinct());
    }

    [Fact]
    public async Task AddedPolicies_SeeTheCallOnce_AndEachTry()
    {
        var (perCall, perRetry) = (new Counter(), new Counter());
        var options = Options(new ScriptedTransport(Answer(503), Answer(503), Answer(204)));
        options.AddPolicy(perCall, HttpPipelinePosition.PerCall);
        options.AddPolicy(perRetry, HttpPipelinePosition.PerRetry);

        await new TableClient(StorageAccount.Development(), "table", options).AddEntityAsync(new("p", "r"), None);

        Assert.Equal((1, 3), (perCall.Count, perRetry.Count));
    }

    private static TableClient Table(ScriptedTransport transport, TimeProvider? time = null)
    {
        var options = Options(transport);
        options.Time = time ?? TimeProvider.System;
        return new(StorageAccount.Development(), "table", options);
    }

    private static TableClientOptions Options(HttpPipelineTransport transport)
    {
        var options = new TableClientOptions { Transport = transport };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        return options;
    }

    /// <summary>A clock that moves on a second each time it is read.</summary>
    private sealed class SteppingTime(DateTimeOffset start) : TimeProvider
    {
        private int _reads;

        public override DateTimeOffset GetUtcNow() => start.AddSeconds(Interlocked.Increment(ref _reads));
    }

    private sealed class Counter : HttpPipelineSynchronousPolicy
    {
        public int Count { get; private set; }

        public override void OnSendingRequest(HttpMessage message) => Count++;
    }

    /// <summary>Never answers the first tries: waits for the try to be cancelled.</summary>
    private sealed class HangingTransport(int hangs) : HttpPipelineTransport, IDisposable
    {
        private readonly ScriptedTransport inner = new(Answer(204));
        private int _tries;

        public override Request CreateRequest() => inner.CreateRequest();

        public void Dispose() => inner.Dispose();

        public override void Process(HttpMessage message) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            if (Interlocked.Increment(ref _tries) <= hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, message.CancellationToken);
            }

            await inner.ProcessAsync(message);
        }
    }
}
