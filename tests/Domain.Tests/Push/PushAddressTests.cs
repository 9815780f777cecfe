using CampaignTasks.Domain.Push;

namespace CampaignTasks.Domain.Tests.Push;

public sealed class PushAddressTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void TryParse_TheAddressOfASubscription_GivesItsId()
    {
        Assert.True(PushAddress.TryParse(PushAddress.Of(Id), out var id));
        Assert.Equal(Id, id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("web_")]
    [InlineData(Id)]
    [InlineData("WEB_" + Id)]
    [InlineData("web_0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("web_" + Id + "0")]
    [InlineData("fake-instance:APA91b-not-a-real-token")]
    public void TryParse_AnythingElse_GivesNone(string? address)
    {
        Assert.False(PushAddress.TryParse(address, out var id));
        Assert.Null(id);
    }
}
