using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Specialized;
using CampaignTasks.Storage.Connection;
using static CampaignTasks.Storage.Tests.Connection.ScriptedTransport;

namespace CampaignTasks.Storage.Tests.Connection;

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

        var response = await Table(transport).AddEntityAsync(new TableEntity("p", "r"), None);

        Assert.Equal((204, 2), (response.Status, transport.Seen.Count));
    }

    [Fact]
    public async Task BrokenConnection_IsTriedAgain()
    {
        var transport = new ScriptedTransport(Break(), Answer(204));

        await Table(transport).AddEntityAsync(new TableEntity("p", "r"), None);

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

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() =>
            Table(transport).UpdateEntityAsync(new TableEntity("p", "r"), ETag.All, TableUpdateMode.Merge, None)
        );

        Assert.Equal((status, 1), (failure.Status, transport.Seen.Count));
    }

    [Fact]
    public async Task Conflict_AfterARetry_IsNotHidden()
    {
        var transport = new ScriptedTransport(Break(), Answer(409, Exists));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() =>
            Table(transport).AddEntityAsync(new TableEntity("p", "r"), None)
        );

        Assert.Equal((409, "EntityAlreadyExists", 2), (failure.Status, failure.ErrorCode, transport.Seen.Count));
    }

    [Fact]
    public async Task RefusedTransaction_AfterARetry_IsNotHidden()
    {
        const string part =
            "--batch\r\nContent-Type: multipart/mixed; boundary=changeset\r\n\r\n--changeset\r\nContent-Type: application/http\r\n"
            + "Content-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 412 Precondition Failed\r\nContent-Type: application/json\r\n\r\n"
            + "{\"odata.error\":{\"code\":\"UpdateConditionNotSatisfied\",\"message\":{\"value\":\"0:No.\"}}}\r\n--changeset--\r\n--batch--\r\n";
        var transport = new ScriptedTransport(Answer(500), Answer(202, part, ("Content-Type", "multipart/mixed; boundary=batch")));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
            Table(transport)
                .SubmitTransactionAsync([new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "r"), new ETag("W/\"1\""))], None)
        );

        Assert.Equal((412, "UpdateConditionNotSatisfied", 0), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task NoAnswerAtAll_IsOneKindOfFailure_AfterABoundedNumberOfTries()
    {
        var transport = new ScriptedTransport(Break("first"), Break("last"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() =>
            Table(transport).AddEntityAsync(new TableEntity("p", "r"), None)
        );

        Assert.Equal((0, "NoAnswer", 5), (failure.Status, failure.ErrorCode, transport.Seen.Count));
        Assert.Contains("last", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatStaysBusy_IsGivenUpWithItsStatus()
    {
        var transport = new ScriptedTransport(Answer(503, Exists.Replace("EntityAlreadyExists", "ServerBusy", StringComparison.Ordinal)));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() =>
            Table(transport).AddEntityAsync(new TableEntity("p", "r"), None)
        );

        Assert.Equal((503, "ServerBusy", 5), (failure.Status, failure.ErrorCode, transport.Seen.Count));
    }

    [Fact]
    public async Task RetryAfter_IsAtLeastWaited()
    {
        var transport = new ScriptedTransport(Answer(503, "", ("Retry-After", "1")), Answer(204));
        var started = TimeProvider.System.GetTimestamp();

        await Table(transport).AddEntityAsync(new TableEntity("p", "r"), None);

        // The delay itself is a millisecond here, so the whole second is the server's.
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(950));
    }

    [Fact]
    public async Task TryThatHangs_EndsAtItsTimeout_AndIsTriedAgain()
    {
        using var transport = new HangingTransport(hangs: 1);

        var response = await Table(transport, options => options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(50))
            .AddEntityAsync(new TableEntity("p", "r"), None);

        Assert.Equal(204, response.Status);
    }

    [Fact]
    public async Task CallerWhoCancels_GetsACancellation()
    {
        using var stop = new CancellationTokenSource();
        using var transport = new HangingTransport(hangs: 99);
        var table = Table(transport);

        var adding = table.AddEntityAsync(new TableEntity("p", "r"), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding);
    }

    [Fact]
    public async Task AddedPolicies_SeeTheCallOnce_AndEachTry()
    {
        var (perCall, perRetry) = (new Counter(), new Counter());
        var table = Table(new ScriptedTransport(Answer(503), Answer(503), Answer(204)), options =>
        {
            options.AddPolicy(perCall, HttpPipelinePosition.PerCall);
            options.AddPolicy(perRetry, HttpPipelinePosition.PerRetry);
        });

        await table.AddEntityAsync(new TableEntity("p", "r"), None);

        Assert.Equal((1, 3), (perCall.Count, perRetry.Count));
    }

    [Fact]
    public async Task QueuesAndBlobs_AreAskedInTheSameWay()
    {
        var (queueTries, blobTries) = (new ScriptedTransport(Break()), new ScriptedTransport(Break()));
        var queue = StorageAccount.Development().NewQueues(Over(queueTries)).GetQueueClient("jobs");
        var blob = StorageAccount.Development().NewBlobs(Over(blobTries)).GetBlobContainerClient("leases").GetBlobClient("timers");

        var ofQueue = await Assert.ThrowsAsync<RequestFailedException>(() => queue.SendMessageAsync("text", None));
        var ofBlob = await Assert.ThrowsAsync<RequestFailedException>(() => blob.GetPropertiesAsync(cancellationToken: None));

        Assert.Equal((0, 0), (ofQueue.Status, ofBlob.Status));
        Assert.Equal((5, 5), (queueTries.Seen.Count, blobTries.Seen.Count));
    }

    [Theory]
    [InlineData(409)]
    [InlineData(412)]
    public async Task BlobsRefusal_AfterARetry_IsNotHidden(int status)
    {
        var transport = new ScriptedTransport(Break(), Answer(status, "", ("x-ms-error-code", "LeaseAlreadyPresent")));
        var lease = StorageAccount
            .Development()
            .NewBlobs(Over(transport))
            .GetBlobContainerClient("leases")
            .GetBlobClient("timers")
            .GetBlobLeaseClient();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() =>
            lease.AcquireAsync(TimeSpan.FromSeconds(15), cancellationToken: None)
        );

        Assert.Equal((status, 2), (failure.Status, transport.Seen.Count));
    }

    private static TableClient Table(HttpPipelineTransport transport, Action<ClientOptions>? configure = null) =>
        StorageAccount
            .Development()
            .NewTables(options =>
            {
                Over(transport)(options);
                configure?.Invoke(options);
            })
            .GetTableClient("table");

    private static Action<ClientOptions> Over(HttpPipelineTransport transport) =>
        options =>
        {
            options.Transport = transport;
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
            options.Retry.MaxDelay = TimeSpan.FromMilliseconds(2);
        };

    private sealed class Counter : HttpPipelineSynchronousPolicy
    {
        public int Count { get; private set; }

        public override void OnSendingRequest(HttpMessage message) => Count++;
    }

    /// <summary>Never answers the first tries: waits for the try to be cancelled.</summary>
    private sealed class HangingTransport(int hangs) : HttpPipelineTransport, IDisposable
    {
        private readonly ScriptedTransport _inner = new(Answer(204));
        private int _tries;

        public override Request CreateRequest() => _inner.CreateRequest();

        public void Dispose() => _inner.Dispose();

        public override void Process(HttpMessage message) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            if (Interlocked.Increment(ref _tries) <= hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, message.CancellationToken);
            }

            await _inner.ProcessAsync(message);
        }
    }
}
