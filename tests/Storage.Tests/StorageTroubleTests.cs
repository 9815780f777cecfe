using Azure;

namespace CampaignTasks.Storage.Tests;

public sealed class StorageTroubleTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(403, true)]
    [InlineData(429, true)]
    [InlineData(503, true)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(412, false)]
    public void Is_ByStatus_TellsTroubleFromFaults(int status, bool isTrouble) =>
        Assert.Equal(isTrouble, StorageTrouble.Is(new RequestFailedException(status, "x")));

    [Fact]
    public void Is_AnotherException_IsNoTrouble() => Assert.False(StorageTrouble.Is(new InvalidOperationException()));
}
