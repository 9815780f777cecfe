using Azure;
using CampaignTasks.Storage.Queues;

namespace CampaignTasks.Storage.Tests.Queues;

[Collection(AzuriteTests.Name)]
public sealed class QueueClientTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Message_IsSentReceivedAndDeleted()
    {
        var queue = await NewQueueAsync();

        var sent = (await queue.SendMessageAsync("<hello> & 'ünïcödé' \U0001F600\r\nsecond line", None)).Value;
        var received = Assert.Single((await queue.ReceiveMessagesAsync(32, visibilityTimeout: null, None)).Value);
        await queue.DeleteMessageAsync(received.MessageId, received.PopReceipt, None);

        Assert.Equal(sent.MessageId, received.MessageId);
        Assert.Equal("<hello> & 'ünïcödé' \U0001F600\r\nsecond line", received.MessageText);
        Assert.Equal(1, received.DequeueCount);
        Assert.NotNull(received.InsertedOn);
        Assert.True(received.ExpiresOn > received.NextVisibleOn);
        Assert.Equal(0, await CountAsync(queue));
    }

    [Fact]
    public async Task Base64_CarriesAnyBytes_AndTheQueueHoldsBase64()
    {
        var queue = await NewQueueAsync(QueueMessageEncoding.Base64);
        var bytes = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();

        await queue.SendMessageAsync(BinaryData.FromBytes(bytes), visibilityTimeout: null, timeToLive: null, None);
        var plain = new QueueClient(azurite.Account, queue.Name);

        Assert.Equal(Convert.ToBase64String(bytes), Assert.Single((await plain.PeekMessagesAsync(1, None)).Value).MessageText);
        Assert.Equal(bytes, Assert.Single((await queue.ReceiveMessagesAsync(1, null, None)).Value).Body.ToArray());
    }

    [Fact]
    public async Task ForeignMessage_InABase64Queue_CanStillBeDeleted()
    {
        var queue = await NewQueueAsync(QueueMessageEncoding.Base64);
        await new QueueClient(azurite.Account, queue.Name).SendMessageAsync("not base64!", None);

        var received = Assert.Single((await queue.ReceiveMessagesAsync(1, null, None)).Value);

        Assert.Throws<FormatException>(() => received.MessageText);
        Assert.Equal(204, (await queue.DeleteMessageAsync(received.MessageId, received.PopReceipt, None)).Status);
    }

    [Fact]
    public async Task ControlCharacters_WithoutBase64_AreRefusedWithAHint()
    {
        var queue = await NewQueueAsync();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => queue.SendMessageAsync("a\u0001b", None));

        Assert.Contains("Base64", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(QueueMessageEncoding.None, 64 * 1024)]
    [InlineData(QueueMessageEncoding.Base64, 48 * 1024)]
    public async Task Message_OfTheLargestSize_IsTaken_AndOneMore_IsRefused(QueueMessageEncoding encoding, int length)
    {
        var queue = await NewQueueAsync(encoding);
        var text = new string('m', length);

        await queue.SendMessageAsync(text, None);

        Assert.Equal(text, Assert.Single((await queue.ReceiveMessagesAsync(1, null, None)).Value).MessageText);
        await Assert.ThrowsAsync<ArgumentException>(() => queue.SendMessageAsync(text + "m", None));
    }

    [Fact]
    public async Task DelayedMessage_IsCountedButNotSeen()
    {
        var queue = await NewQueueAsync();

        var sent = (await queue.SendMessageAsync("later", TimeSpan.FromHours(1), TimeSpan.FromSeconds(-1), None)).Value;

        Assert.Empty((await queue.ReceiveMessagesAsync(1, null, None)).Value);
        Assert.Empty((await queue.PeekMessagesAsync(1, None)).Value);
        Assert.Equal(1, await CountAsync(queue));
        Assert.NotNull(sent.TimeNextVisible);
    }

    [Fact]
    public async Task Sender_CanMakeItsDelayedMessageVisible()
    {
        var queue = await NewQueueAsync();
        var sent = (await queue.SendMessageAsync("later", TimeSpan.FromHours(1), timeToLive: null, None)).Value;

        await queue.UpdateMessageAsync(sent.MessageId, sent.PopReceipt, "now", TimeSpan.Zero, None);

        Assert.Equal("now", Assert.Single((await queue.ReceiveMessagesAsync(1, null, None)).Value).MessageText);
    }

    [Fact]
    public async Task Receipt_AfterAnUpdate_IsVoid()
    {
        var queue = await NewQueueAsync();
        await queue.SendMessageAsync("text", None);
        var held = Assert.Single((await queue.ReceiveMessagesAsync(1, TimeSpan.FromHours(1), None)).Value);

        var updated = (await queue.UpdateMessageAsync(held.MessageId, held.PopReceipt, messageText: null, TimeSpan.FromHours(1), None)).Value;
        var stale = await Assert.ThrowsAsync<RequestFailedException>(() => queue.DeleteMessageAsync(held.MessageId, held.PopReceipt, None));
        await queue.DeleteMessageAsync(held.MessageId, updated.PopReceipt, None);

        Assert.Equal((400, "PopReceiptMismatch"), (stale.Status, stale.ErrorCode));
        Assert.Equal(0, await CountAsync(queue));
    }

    [Fact]
    public async Task MessageGivenBack_IsReceivedAgain_AndTheFirstReaderHasLostIt()
    {
        var queue = await NewQueueAsync();
        await queue.SendMessageAsync("text", None);
        var first = Assert.Single((await queue.ReceiveMessagesAsync(1, TimeSpan.FromHours(1), None)).Value);

        await queue.UpdateMessageAsync(first.MessageId, first.PopReceipt, "changed", TimeSpan.Zero, None);
        var second = Assert.Single((await queue.ReceiveMessagesAsync(1, TimeSpan.FromHours(1), None)).Value);
        var lost = await Assert.ThrowsAsync<RequestFailedException>(() => queue.DeleteMessageAsync(first.MessageId, first.PopReceipt, None));

        Assert.Equal(("changed", 2), (second.MessageText, second.DequeueCount));
        Assert.Equal("PopReceiptMismatch", lost.ErrorCode);
    }

    [Fact]
    public async Task DeletedMessage_CannotBeDeletedAgain()
    {
        var queue = await NewQueueAsync();
        await queue.SendMessageAsync("text", None);
        var held = Assert.Single((await queue.ReceiveMessagesAsync(1, null, None)).Value);
        await queue.DeleteMessageAsync(held.MessageId, held.PopReceipt, None);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => queue.DeleteMessageAsync(held.MessageId, held.PopReceipt, None));

        Assert.Equal((404, "MessageNotFound"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task ConcurrentReaders_NeverShareAMessage()
    {
        var queue = await NewQueueAsync();
        for (var i = 0; i < 40; i++)
        {
            await queue.SendMessageAsync($"{i}", None);
        }

        var batches = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => queue.ReceiveMessagesAsync(5, TimeSpan.FromHours(1), None)));
        var texts = batches.SelectMany(batch => batch.Value).Select(message => message.MessageText).ToArray();

        Assert.Equal(40, texts.Length);
        Assert.Distinct(texts);
    }

    [Fact]
    public async Task Peek_TakesNothing_AndClear_TakesAll()
    {
        var queue = await NewQueueAsync();
        await queue.SendMessageAsync("one", None);
        await queue.SendMessageAsync("two", None);

        var peeked = (await queue.PeekMessagesAsync(32, None)).Value;
        var before = await CountAsync(queue);
        await queue.ClearMessagesAsync(None);

        Assert.Equal(["one", "two"], peeked.Select(message => message.MessageText).Order());
        Assert.Equal((2, 0), (before, await CountAsync(queue)));
    }

    [Fact]
    public async Task Queue_IsCreatedOnce_AndAMissingOneIs404()
    {
        var queue = await NewQueueAsync();

        var again = await queue.CreateIfNotExistsAsync(None);
        await queue.DeleteAsync(None);
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => queue.SendMessageAsync("text", None));

        Assert.Equal(204, again.Status);
        Assert.Equal((404, "QueueNotFound"), (failure.Status, failure.ErrorCode));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("a--b")]
    [InlineData("-ab")]
    [InlineData("ab-")]
    [InlineData("a_b")]
    public void Name_ThatIsNone_IsRefused(string name) => Assert.Throws<ArgumentException>(() => new QueueClient(azurite.Account, name));

    private async Task<QueueClient> NewQueueAsync(QueueMessageEncoding encoding = QueueMessageEncoding.None)
    {
        var queue = new QueueServiceClient(azurite.Account, new() { MessageEncoding = encoding }).GetQueueClient(azurite.NewName("queue-"));
        await queue.CreateIfNotExistsAsync(None);
        return queue;
    }

    private static async Task<int> CountAsync(QueueClient queue) => (await queue.GetPropertiesAsync(None)).Value.ApproximateMessagesCount;
}
