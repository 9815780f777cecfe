using Azure;
using CampaignTasks.Storage.Blobs;

namespace CampaignTasks.Storage.Tests.Blobs;

[Collection(AzuriteTests.Name)]
public sealed class BlobClientTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly BinaryData Text = BinaryData.FromString("text");

    [Theory]
    [InlineData("plain")]
    [InlineData("folder/with blanks & ünïcödé+#?%.json")]
    public async Task Blob_ComesBackAsItWas(string name)
    {
        var blob = (await NewContainerAsync()).GetBlobClient(name);
        var content = new byte[100_000];
        Random.Shared.NextBytes(content);

        var uploaded = await blob.UploadAsync(BinaryData.FromBytes(content), overwrite: false, None);
        var downloaded = (await blob.DownloadContentAsync(conditions: null, None)).Value;

        Assert.Equal(content, downloaded.Content.ToArray());
        Assert.Equal(uploaded.Headers.ETag, downloaded.ETag);
    }

    [Fact]
    public async Task EmptyBlob_IsABlob()
    {
        var blob = await NewBlobAsync(BinaryData.FromBytes(Array.Empty<byte>()));

        Assert.Empty((await blob.DownloadContentAsync(conditions: null, None)).Value.Content.ToArray());
    }

    [Fact]
    public async Task Upload_WithoutOverwrite_OfWhatIsThere_Is409()
    {
        var blob = await NewBlobAsync(Text);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(Text, overwrite: false, None));

        Assert.Equal((409, "BlobAlreadyExists"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task Upload_OfAnOldVersion_Is412()
    {
        var blob = await NewBlobAsync(Text);
        var old = (await blob.DownloadContentAsync(conditions: null, None)).Value.ETag;
        await blob.UploadAsync(BinaryData.FromString("newer"), new BlobRequestConditions { IfMatch = old }, None);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(Text, new BlobRequestConditions { IfMatch = old }, None));

        Assert.Equal((412, "ConditionNotMet"), (failure.Status, failure.ErrorCode));
        Assert.Equal("newer", (await blob.DownloadContentAsync(conditions: null, None)).Value.Content.ToString());
    }

    [Fact]
    public async Task MissingBlob_Is404_AndDeletingIt_IsNoError()
    {
        var blob = (await NewContainerAsync()).GetBlobClient("missing");

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => blob.DownloadContentAsync(conditions: null, None));

        Assert.Equal((404, "BlobNotFound"), (failure.Status, failure.ErrorCode));
        Assert.Equal(404, (await blob.DeleteIfExistsAsync(conditions: null, None)).Status);
    }

    [Fact]
    public async Task Container_IsCreatedOnce_AndDeletedOnce()
    {
        var container = await NewContainerAsync();

        var again = await container.CreateIfNotExistsAsync(None);
        var deleted = await container.DeleteIfExistsAsync(None);
        var missing = await container.DeleteIfExistsAsync(None);

        Assert.Equal((409, 202, 404), (again.Status, deleted.Status, missing.Status));
    }

    [Fact]
    public async Task Lease_HasOneHolder_WhoRenewsAndReleases()
    {
        var blob = await NewBlobAsync(Text);
        var (mine, other) = (blob.GetBlobLeaseClient(), blob.GetBlobLeaseClient());

        var lease = (await mine.AcquireAsync(Minute, None)).Value;
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => other.AcquireAsync(Minute, None));
        await mine.RenewAsync(None);
        await mine.ReleaseAsync(None);
        var taken = (await other.AcquireAsync(Minute, None)).Value;
        var lost = await Assert.ThrowsAsync<RequestFailedException>(() => mine.RenewAsync(None));

        Assert.Equal((mine.LeaseId, other.LeaseId), (lease.LeaseId, taken.LeaseId));
        Assert.Equal((409, "LeaseAlreadyPresent"), (refused.Status, refused.ErrorCode));
        Assert.Equal((409, "LeaseIdMismatchWithLeaseOperation"), (lost.Status, lost.ErrorCode));
    }

    [Fact]
    public async Task Acquire_ByTheHolderAgain_Succeeds()
    {
        var lease = (await NewBlobAsync(Text)).GetBlobLeaseClient();

        await lease.AcquireAsync(Minute, None);
        var again = (await lease.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration, None)).Value;

        Assert.Equal(lease.LeaseId, again.LeaseId);
    }

    [Fact]
    public async Task Break_EndsAnyonesLease()
    {
        var blob = await NewBlobAsync(Text);
        await blob.GetBlobLeaseClient().AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration, None);
        var next = blob.GetBlobLeaseClient();

        await next.BreakAsync(TimeSpan.Zero, None);

        Assert.Equal(next.LeaseId, (await next.AcquireAsync(Minute, None)).Value.LeaseId);
    }

    [Fact]
    public async Task Write_ToALeasedBlob_NeedsItsLease()
    {
        var blob = await NewBlobAsync(Text);
        var lease = blob.GetBlobLeaseClient();
        await lease.AcquireAsync(Minute, None);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(Text, overwrite: true, None));
        var written = await blob.UploadAsync(Text, new BlobRequestConditions { LeaseId = lease.LeaseId }, None);

        Assert.Equal((412, "LeaseIdMissing"), (failure.Status, failure.ErrorCode));
        Assert.Equal(201, written.Status);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(61)]
    public async Task Lease_OfADurationTheServiceRefuses_IsRefusedHere(int seconds)
    {
        var lease = (await NewContainerAsync()).GetBlobClient("blob").GetBlobLeaseClient();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => lease.AcquireAsync(TimeSpan.FromSeconds(seconds), None));
    }

    private async Task<BlobContainerClient> NewContainerAsync()
    {
        var container = new BlobServiceClient(azurite.Account).GetBlobContainerClient(azurite.NewName("container-"));
        await container.CreateIfNotExistsAsync(None);
        return container;
    }

    private async Task<BlobClient> NewBlobAsync(BinaryData content)
    {
        var blob = (await NewContainerAsync()).GetBlobClient("blob");
        await blob.UploadAsync(content, overwrite: false, None);
        return blob;
    }
}
