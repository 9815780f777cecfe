using CampaignTasks.Channels.Vk;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Testing.Providers;
using FsCheck.Xunit;

namespace CampaignTasks.Channels.Tests.Vk;

public sealed class VkCommunityTests : IAsyncLifetime
{
    private VkStandIn _server = null!;

    public async Task InitializeAsync() => _server = await VkStandIn.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Send_TheSameMessageAgain_IsTakenOnce()
    {
        var first = await SendAsync("123456789");
        var again = await SendAsync("123456789");
        var other = await SendAsync("123456789", index: 1);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(2, _server.Messages.Count);
    }

    [Fact]
    public async Task Send_ToAGroup_KeepsTheMinus()
    {
        Assert.IsType<SendOutcome.Accepted>(await SendAsync("-123456"));

        Assert.Equal("-123456", Given.Form(_server.Requests.Single())["peer_id"]);
    }

    [Theory]
    [InlineData("1", typeof(SendOutcome.Transient))]
    [InlineData("10", typeof(SendOutcome.Transient))]
    [InlineData("6", typeof(SendOutcome.Throttled))]
    [InlineData("9", typeof(SendOutcome.Throttled))]
    [InlineData("29", typeof(SendOutcome.Throttled))]
    [InlineData("5", typeof(SendOutcome.Misconfigured))]
    [InlineData("14", typeof(SendOutcome.Misconfigured))]
    [InlineData("27", typeof(SendOutcome.Misconfigured))]
    [InlineData("914", typeof(SendOutcome.Rejected))]
    [InlineData("950", typeof(SendOutcome.Rejected))]
    [InlineData("99999", typeof(SendOutcome.Rejected))]
    public async Task Send_AnErrorWithStatus200_IsWhatItsCodeSays(string code, Type outcome)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(200, code, "No."));

        Assert.IsType(outcome, await SendAsync("123456789"));
    }

    [Theory]
    [InlineData("900", SuppressionReason.UnsubscribedAtProvider)]
    [InlineData("901", SuppressionReason.UnsubscribedAtProvider)]
    [InlineData("902", SuppressionReason.UnsubscribedAtProvider)]
    [InlineData("18", SuppressionReason.InvalidAddress)]
    [InlineData("936", SuppressionReason.InvalidAddress)]
    [InlineData("914", null)]
    public async Task Refusal_ThatSaysNever_IsAVerdict_AndNoOther(string code, SuppressionReason? reason)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(200, code, "No."));

        Assert.Equal(reason, Assert.IsType<SendOutcome.Rejected>(await SendAsync("123456789")).Verdict?.Reason);
    }

    [Fact]
    public async Task Verify_TheTokenOfAnotherCommunity_Fails()
    {
        using var http = Given.Http();
        var settings = new Dictionary<string, string>(_server.Settings()) { ["groupId"] = "654321" };

        var verification = await new VkCommunity(http, TimeProvider.System).VerifyAsync(
            Given.Account("community", ChannelKind.Vk, settings),
            CancellationToken.None
        );

        Assert.Equal("otherGroup", Assert.IsType<Verification.Fails>(verification).Code);
    }

    [Property]
    public bool RandomId_IsNeverZero_AndTheSameForTheSameMessage(byte index) =>
        VkCommunity.RandomIdOf(Given.Id(index)) is not 0 and var number && number == VkCommunity.RandomIdOf(Given.Id(index));

    [Fact]
    public void RandomId_OfTheMessagesOfAPage_DoNotMeet() =>
        Assert.Equal(256, Enumerable.Range(0, 256).Select(index => VkCommunity.RandomIdOf(Given.Id(index))).Distinct().Count());

    private async Task<SendOutcome> SendAsync(string to, int index = 0)
    {
        using var http = Given.Http();
        var account = Given.Account("community", ChannelKind.Vk, _server.Settings());
        return await new VkCommunity(http, TimeProvider.System).SendAsync(Given.Text(account, to, index), CancellationToken.None);
    }
}
