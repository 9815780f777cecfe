using CampaignTasks.Channels.Sandbox;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Stores;
using Moq;

namespace CampaignTasks.Channels.Tests.Sandbox;

public sealed class SandboxChannelTests
{
    private readonly InMemorySandboxOutbox _outbox = new();

    [Fact]
    public async Task Send_AnyChannel_IsAcceptedAndListed()
    {
        var channel = new SandboxChannel(_outbox, TimeProvider.System);
        var index = 0;

        foreach (var kind in Enum.GetValues<ChannelKind>())
        {
            Assert.Contains(kind, channel.Kinds);
            var message = Given.Text(Account(kind), index: index++);
            Assert.Equal(new SendOutcome.Accepted(message.Id.ToString()), await channel.SendAsync(message, CancellationToken.None));
        }

        var page = await _outbox.ListAsync("t1", 200, null, CancellationToken.None);
        Assert.Equal(Enum.GetValues<ChannelKind>(), page.Items.Select(item => item.Channel));
        Assert.All(page.Items, item => Assert.Equal(("a1", "+15551234567", "Hello"), (item.AccountId, item.To, item.Content.Text)));
    }

    [Fact]
    public async Task Send_TheSameMessageTwice_IsOneRow()
    {
        var channel = new SandboxChannel(_outbox, TimeProvider.System);
        var message = Given.Text(Account(ChannelKind.Sms));

        await channel.SendAsync(message, CancellationToken.None);
        Assert.IsType<SendOutcome.Accepted>(await channel.SendAsync(message, CancellationToken.None));

        Assert.Single((await _outbox.ListAsync("t1", 200, null, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Send_ToAnAddressThatFails_IsRejectedAndNotListed()
    {
        var account = Account(ChannelKind.Email, " bad@example.net ,Worse@Example.net,");
        var channel = new SandboxChannel(_outbox, TimeProvider.System);

        Assert.IsType<SendOutcome.Rejected>(await channel.SendAsync(Given.Mail(account, "bad@example.net"), CancellationToken.None));
        Assert.IsType<SendOutcome.Rejected>(await channel.SendAsync(Given.Mail(account, "worse@example.net"), CancellationToken.None));
        Assert.IsType<SendOutcome.Accepted>(await channel.SendAsync(Given.Mail(account, "good@example.net"), CancellationToken.None));

        Assert.Single((await _outbox.ListAsync("t1", 200, null, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Send_WhenTheOutboxFails_IsUnknown()
    {
        var outbox = new Mock<ISandboxOutbox>();
        outbox.Setup(o => o.AddAsync(It.IsAny<SandboxMessage>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("away"));

        var outcome = await new SandboxChannel(outbox.Object, TimeProvider.System).SendAsync(
            Given.Text(Account(ChannelKind.Sms)),
            CancellationToken.None
        );

        Assert.IsType<SendOutcome.Unknown>(outcome);
    }

    private static ResolvedAccount Account(ChannelKind kind, string? failAddresses = null) =>
        Given.Account(
            "sandbox",
            kind,
            failAddresses is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["failAddresses"] = failAddresses }
        );
}

public sealed class InMemorySandboxOutboxTests : SandboxOutboxContract
{
    protected override ISandboxOutbox NewOutbox() => new InMemorySandboxOutbox();
}
