using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CampaignTasks.Channels.Fcm;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Testing.Providers;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Channels.Tests.Fcm;

public sealed class FcmPushContract : ChannelContract
{
    private protected override ChannelKind Kind => ChannelKind.Push;

    private protected override string To => "fake-instance:APA91b-not-a-real-token";

    private protected override Misbehaviour Rejects { get; } =
        new Misbehaviour.Refuse(404, "UNREGISTERED", "Requested entity was not found.");

    private protected override Misbehaviour? RefusesAccount { get; } =
        new Misbehaviour.Refuse(403, "PERMISSION_DENIED", "Permission 'cloudmessaging.messages.create' denied.");

    private protected override string NeededSetting => "serviceAccount";

    private protected override (string Name, string Value) BadSecret
    {
        get
        {
            using var other = RSA.Create(2048);
            return ("serviceAccount", FcmStandIn.KeyFile(other));
        }
    }

    private protected override async Task<IStandIn> StartAsync() => await FcmStandIn.StartAsync();

    private protected override IChannel New(ProviderHttp http) => new FcmPush(http, TimeProvider.System);

    private protected override Dictionary<string, string> Settings() => ((FcmStandIn)Server).Settings();

    private protected override string TextOf(ProviderRequest request) =>
        (string)JsonNode.Parse(request.Body.Span)!["message"]!["notification"]!["body"]!;

    [Fact]
    public async Task Message_HasTitleImageAndLink()
    {
        var content = new RenderedCreative(null, "Hello", null)
        {
            Title = "Hi",
            ImageUrl = "https://img.example.com/1.png",
            RedirectUrl = "https://shop.example.com/",
        };

        await SendAsync(Message("Hello") with { Content = content });

        var message = JsonNode.Parse(Server.Requests.Single().Body.Span)!["message"]!;
        Assert.Equal(
            ("Hi", "https://img.example.com/1.png", "https://shop.example.com/", Given.Id().ToString()),
            (
                (string?)message["notification"]!["title"],
                (string?)message["notification"]!["image"],
                (string?)message["data"]!["url"],
                (string?)message["data"]!["messageId"]
            )
        );
    }

    [Theory]
    [InlineData(404, "UNREGISTERED", "Requested entity was not found.", SuppressionReason.InvalidAddress)]
    [InlineData(400, "INVALID_ARGUMENT", "The registration token is not a valid FCM registration token", SuppressionReason.InvalidAddress)]
    [InlineData(400, "INVALID_ARGUMENT", "Invalid value at 'message.data'", null)]
    [InlineData(403, "SENDER_ID_MISMATCH", "SenderId mismatch", null)]
    public async Task Refusal_ThatSaysNever_IsAVerdict_AndNoOther(int status, string code, string words, SuppressionReason? reason)
    {
        Server.Script.Everybody(new Misbehaviour.Refuse(status, code, words));

        Assert.Equal(reason, Assert.IsType<SendOutcome.Rejected>(await SendAsync(Message("Hello"))).Verdict?.Reason);
    }

    [Fact]
    public async Task Token_IsKept_UntilItEnds()
    {
        var time = new FakeTimeProvider(Given.Now);
        using var http = Given.Http();
        var channel = new FcmPush(http, time);
        var (account, server) = (Account(Settings()), (FcmStandIn)Server);

        for (var i = 0; i < 3; i++)
        {
            Assert.IsType<SendOutcome.Accepted>(await channel.SendAsync(Message("Hello", index: i) with { Account = account }, default));
        }

        Assert.Equal(1, server.TokensSold);
        time.Advance(TimeSpan.FromMinutes(56));
        Assert.IsType<SendOutcome.Accepted>(await channel.SendAsync(Message("Hello", index: 3) with { Account = account }, default));
        Assert.Equal(2, server.TokensSold);
    }

    [Fact]
    public async Task Token_ThatEndsBeforeItsTime_IsBoughtAgainByTheNextAttempt()
    {
        using var http = Given.Http();
        var (channel, account, server) = (New(http), Account(Settings()), (FcmStandIn)Server);
        Assert.IsType<SendOutcome.Accepted>(await channel.SendAsync(Message("Hello") with { Account = account }, default));
        server.EndTokens();

        var refused = await channel.SendAsync(Message("Hello", index: 1) with { Account = account }, default);
        var next = await channel.SendAsync(Message("Hello", index: 1) with { Account = account }, default);

        Assert.Equal("tokenExpired", Assert.IsType<SendOutcome.Transient>(refused).Code);
        Assert.IsType<SendOutcome.Accepted>(next);
    }
}
