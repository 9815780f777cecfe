using CampaignTasks.Application.Sending;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CampaignTasks.Application.Tests.Sending;

public sealed class RememberedChannelTests
{
    private static readonly MessageId Id = new(new RunId(7), 0, 3);

    [Fact]
    public async Task Send_Accepted_RemembersTheProvidersId()
    {
        var sent = new InMemorySentMessageStore();

        var outcome = await SendAsync(new SendOutcome.Accepted("4711"), sent);

        Assert.Equal(new SendOutcome.Accepted("4711"), outcome);
        Assert.Equal(Id, await sent.FindAsync("acme", "account", "4711", CancellationToken.None));
    }

    [Fact]
    public async Task Send_NotAccepted_RemembersNothing()
    {
        var sent = new Mock<ISentMessageStore>(MockBehavior.Strict);
        SendOutcome[] outcomes =
        [
            new SendOutcome.Rejected("no", "No."),
            new SendOutcome.Throttled(null),
            new SendOutcome.Transient("busy", "Busy."),
            new SendOutcome.Misconfigured("key", "Wrong key."),
            new SendOutcome.Unknown("No answer."),
        ];

        foreach (var outcome in outcomes)
        {
            Assert.Equal(outcome, await SendAsync(outcome, sent.Object));
        }
    }

    [Fact]
    public async Task Send_WhenTheIdCannotBeStored_IsAcceptedAllTheSame()
    {
        var sent = new Mock<ISentMessageStore>();
        sent.Setup(store =>
                store.SaveAsync(
                    It.IsAny<string>(),
                    It.IsAny<string>(),
                    It.IsAny<string>(),
                    It.IsAny<MessageId>(),
                    It.IsAny<DateTimeOffset>(),
                    It.IsAny<CancellationToken>()
                )
            )
            .ThrowsAsync(new IOException("The storage does not answer."));

        Assert.Equal(new SendOutcome.Accepted("4711"), await SendAsync(new SendOutcome.Accepted("4711"), sent.Object));
    }

    private static async Task<SendOutcome> SendAsync(SendOutcome outcome, ISentMessageStore sent)
    {
        var account = new ChannelAccount
        {
            TenantId = "acme",
            Id = "account",
            Name = "Account",
            Channel = ChannelKind.Vk,
            Provider = "community",
            Settings = new Dictionary<string, string>(),
            ProtectedSecrets = new Dictionary<string, string>(),
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        var message = new OutgoingMessage(
            Id,
            ChannelKind.Vk,
            "123",
            new RenderedCreative(null, "Hello", null),
            new ResolvedAccount(account, new Dictionary<string, string>()),
            StatusCallback: null
        );
        var provider = new Mock<IChannel>();
        provider.Setup(channel => channel.SendAsync(message, It.IsAny<CancellationToken>())).ReturnsAsync(outcome);
        var channel = new RememberedChannel(provider.Object, sent, TimeProvider.System, NullLogger.Instance);
        return await channel.SendAsync(message, CancellationToken.None);
    }
}
