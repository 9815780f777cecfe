using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Tests.Eligibility;
using CampaignTasks.Application.Tests.Facts;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Tests.Sending;

public sealed class PacedUnsubscribeTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public async Task Person_WhoUnsubscribesWhileAPacedRunIsUnderWay_GetsNoMessage(int pauseInMilliseconds)
    {
        var pacing = new Pacing(TimeSpan.FromMilliseconds(pauseInMilliseconds), DailyLimit: null, RatePerSecond: null);
        var lane = await Lane.PlanAsync(600, stopOnFailure: false, pacing);
        var contacts = new InMemoryContactStore();
        var links = new UnsubscribeLinks(
            new AesGcmSecretProtector(new byte[32], []),
            Options.Create(new AppOptions { PublicBaseUrl = "https://tasks.example.com" })
        );
        var service = new ConsentService(contacts, Publishers.Idle, TimeProvider.System);
        lane.Eligibility = await new EligibilityParts { Contacts = contacts, Links = links }.CreateAsync(lane.Task);
        var channel = new ScriptedChannel(hasIdempotencyKey: true, ScriptedChannel.Accept);
        channel.Meanwhile = async message =>
        {
            // The first message is answered with a click on the link of somebody's whose turn comes much later.
            if (message.To is "r0@example.net" && links.TryRead(message.Unsubscribe!.Segments[^1], out var who))
            {
                await service.RecordAsync(
                    who.TenantId,
                    who.Channel,
                    "R540@example.net",
                    contactId: null,
                    ConsentStatus.Unsubscribed,
                    "unsubscribe link",
                    default
                );
            }
        };

        await lane.SendUntilDoneAsync(channel);

        var left = (await lane.MessagesAsync())[540];
        Assert.Equal(MessageState.Skipped, left.State);
        Assert.StartsWith("unsubscribed: by unsubscribe link", left.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(channel.Requests, request => request.To is "r540@example.net");
        Assert.Equal(599, channel.Requests.Count);
    }
}
