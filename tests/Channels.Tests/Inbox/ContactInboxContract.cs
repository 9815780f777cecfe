using System.Text;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Inbox;
using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;
using Microsoft.Extensions.Options;
using Moq;

namespace CampaignTasks.Channels.Tests.Inbox;

public abstract class ContactInboxContract : ChannelContract
{
    private protected override string To => InboxStandIn.Known;

    private protected override Misbehaviour Rejects { get; } = new Misbehaviour.Refuse(404, "", "No such contact.");

    // The account has no settings that could be wrong.
    private protected override Misbehaviour? RefusesAccount => null;

    private protected override string? NeededSetting => null;

    private protected override bool CanVerify => false;

    private protected override (string Name, string Value) BadSecret => throw new NotSupportedException();

    private protected override bool Throttles => false;

    // A write without an answer may have been done; its repeat finds the message.
    private protected override Type WhenItFails => typeof(SendOutcome.Unknown);

    private protected override Type? WhenSentElsewhere => null;

    private InboxStandIn Inbox => (InboxStandIn)Server;

    private protected override Task<IStandIn> StartAsync() => Task.FromResult<IStandIn>(new InboxStandIn());

    private protected override Opened Open(TimeSpan? timeout = null)
    {
        var contacts = new Mock<IContactStore>();
        contacts
            .Setup(store => store.FindAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((string tenantId, string id, CancellationToken _) => Inbox.FindContactAsync(tenantId, id));
        var options = Options.Create(new ChannelOptions { Timeout = timeout ?? Given.WaitLimit });
        return new(new ContactInbox(Inbox, contacts.Object, options, TimeProvider.System), new MemoryStream());
    }

    private protected override Dictionary<string, string> Settings() => [];

    private protected override string TextOf(ProviderRequest request) => Encoding.UTF8.GetString(request.Body.Span);

    [Fact]
    public async Task Send_AMessage_StoresItForTheContact_WithWhatACardHas()
    {
        var message = Message("Hello") with
        {
            Content = new RenderedCreative(null, "Hello", null)
            {
                Title = "News",
                ImageUrl = "https://example.net/a.png",
                RedirectUrl = "https://example.net/",
            },
        };

        await SendAsync(message);

        var stored = Assert.Single((await Inbox.ListAsync("t1", To, 10, null, CancellationToken.None)).Items);
        Assert.Equal((message.Id, "a1", Kind, "News", "Hello"), (stored.Id, stored.AccountId, stored.Channel, stored.Title, stored.Text));
        Assert.Equal(("https://example.net/a.png", "https://example.net/"), (stored.ImageUrl, stored.RedirectUrl));
        Assert.False(stored.IsRead);
    }

    [Fact]
    public async Task Send_AgainAfterALostAnswer_IsOneMessage_ThatStaysRead()
    {
        Server.Script.Everybody(new Misbehaviour.Drop(Takes: true));
        Assert.IsType<SendOutcome.Unknown>(await SendAsync(Message("Hello")));
        Server.Script.Everybody(null);
        await Inbox.ReadAsync("t1", To, Given.Id(), Given.Now, CancellationToken.None);

        Assert.IsType<SendOutcome.Accepted>(await SendAsync(Message("Hello")));

        Assert.True(Assert.Single((await Inbox.ListAsync("t1", To, 10, null, CancellationToken.None)).Items).IsRead);
    }

    [Fact]
    public async Task Send_ATemplate_IsRejected_AndNothingIsStored()
    {
        var outcome = await SendAsync(Message("Hello") with { Content = new RenderedCreative(null, null, null, "welcome") });

        Assert.Equal("noTemplates", Assert.IsType<SendOutcome.Rejected>(outcome).Code);
        Assert.Equal(0, Server.RequestCount);
    }
}

public sealed class InboxChannelContract : ContactInboxContract
{
    private protected override ChannelKind Kind => ChannelKind.Inbox;
}

public sealed class WebChannelContract : ContactInboxContract
{
    private protected override ChannelKind Kind => ChannelKind.Web;
}
