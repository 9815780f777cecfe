using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Channels.WebPush;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Push;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Testing.Providers;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Channels.Tests.WebPush;

public sealed class WebPushContract : ChannelContract
{
    private readonly InMemoryPushSubscriptionStore _store = new();
    private PushSubscription _subscription = null!;

    private protected override ChannelKind Kind => ChannelKind.Push;

    private protected override string To => _subscription.Address;

    private protected override Misbehaviour Rejects { get; } = new Misbehaviour.Refuse(410, "", "Gone");

    private protected override Misbehaviour? RefusesAccount { get; } = new Misbehaviour.Refuse(403, "", "Forbidden");

    // Whether the keys are a pair is known without asking.
    private protected override bool CanVerify => false;

    private protected override string NeededSetting => "vapidPrivateKey";

    private protected override (string Name, string Value) BadSecret => throw new NotSupportedException();

    private PushStandIn Push => (PushStandIn)Server;

    private protected override async Task<IStandIn> StartAsync()
    {
        var server = await PushStandIn.StartAsync();
        _subscription = server.Subscribe("t1", "ann", "b1");
        await _store.SaveAsync(_subscription, CancellationToken.None);
        return server;
    }

    private protected override IChannel New(ProviderHttp http) => new WebPushChannel(http, _store, TimeProvider.System);

    private protected override Dictionary<string, string> Settings() => Push.Settings();

    private protected override string TextOf(ProviderRequest request) => (string)Push.Read(request)["body"]!;

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

        var read = Push.Read(Server.Requests.Single());
        Assert.Equal(
            ("Hi", "https://img.example.com/1.png", "https://shop.example.com/", Given.Id().ToString()),
            ((string?)read["title"], (string?)read["image"], (string?)read["url"], (string?)read["id"])
        );
    }

    [Theory]
    [InlineData(404, SuppressionReason.InvalidAddress)]
    [InlineData(410, SuppressionReason.InvalidAddress)]
    [InlineData(400, null)]
    [InlineData(413, null)]
    public async Task Refusal_OfAGoneSubscription_IsAVerdict_AndNoOther(int status, SuppressionReason? reason)
    {
        Server.Script.Everybody(new Misbehaviour.Refuse(status, "", "No."));

        Assert.Equal(reason, Assert.IsType<SendOutcome.Rejected>(await SendAsync(Message("Hello"))).Verdict?.Reason);
    }

    [Fact]
    public async Task Send_ToADeletedSubscription_IsAVerdict_AndToAnAppIsNone()
    {
        await _store.DeleteAllAsync("t1", "ann", CancellationToken.None);

        Assert.NotNull(Assert.IsType<SendOutcome.Rejected>(await SendAsync(Message("Hello"))).Verdict);
        var app = await SendAsync(Message("Hello") with { To = "fake-instance:APA91b-not-a-real-token" });
        Assert.Null(Assert.IsType<SendOutcome.Rejected>(app).Verdict);
        Assert.Equal(0, Server.RequestCount);
    }

    [Fact]
    public async Task Send_ToAHostThatIsNoPushService_IsRejected_AndNothingLeaves()
    {
        using var http = Given.Http(new OutboundOptions());

        Assert.Equal("hostNotAllowed", Assert.IsType<SendOutcome.Rejected>(await New(http).SendAsync(Message("Hello"), default)).Code);
        Assert.Equal(0, Server.RequestCount);
    }

    [Fact]
    public async Task Send_TitleAndLinksThatAreTooLong_IsRejected()
    {
        var content = new RenderedCreative(null, new string('x', 2000), null) { Title = new string('y', 2000) };

        Assert.Equal("bodyTooLong", Assert.IsType<SendOutcome.Rejected>(await SendAsync(Message("") with { Content = content })).Code);
    }

    [Fact]
    public void Keys_OfTwoPairs_AreRefused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var settings = Settings();
        settings["vapidPrivateKey"] = Base64Url.EncodeToString(other.ExportParameters(true).D);

        Assert.Equal("vapidPrivateKey", Assert.Single(Channel().Check(Kind, settings)).Setting);
    }

    [Fact]
    public void Decrypt_TheExampleOfRfc8291_IsItsText()
    {
        const string Body =
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK"
            + "6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        var point = Base64Url.DecodeFromChars("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        using var key = ECDiffieHellman.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                D = Base64Url.DecodeFromChars("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"),
                Q = new ECPoint { X = point[1..33], Y = point[33..] },
            }
        );

        var text = PushStandIn.Decrypt(Base64Url.DecodeFromChars(Body), key, Base64Url.DecodeFromChars("BTBZMqHH6r4Tts7J_aSIgg"));

        Assert.Equal("When I grow up, I want to be a watermelon", Encoding.UTF8.GetString(text));
    }
}
