using Azure;

namespace CampaignTasks.Storage.Tests;

public sealed class StorageErrorsTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(403, true)]
    [InlineData(429, true)]
    [InlineData(503, true)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(412, false)]
    public void IsTransient_ByStatus_TellsFailuresOfStorageFromThoseOfCode(int status, bool isTransient) =>
        Assert.Equal(isTransient, new StorageErrors().IsTransient(new RequestFailedException(status, "x")));

    [Fact]
    public void IsTransient_AnotherException_IsFalse() => Assert.False(new StorageErrors().IsTransient(new InvalidOperationException()));
}
