using CampaignTasks.Application.Hooks;
using CampaignTasks.Application.Tests.Webhooks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Hooks;

public sealed class InboundRecorderTests : IDisposable
{
    private static readonly ChannelAccount Bot = Any.Account() with { Channel = ChannelKind.Telegram };

    private readonly WebhookScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Message_OfAContact_IsStoredOnce_AndPublishedOnce_HoweverOftenTheProviderCalls()
    {
        await _scene.AddAsync(WebhookEventType.MessageReceived);
        await AddContactAsync("ann", "12345");

        await RecordAsync("12345", "Hello", "m1");
        _scene.Fixture.Time.Advance(TimeSpan.FromMinutes(5));
        await RecordAsync("12345", "Hello", "m1");
        await RecordAsync("12345", "Are you there?", "m2");

        Assert.Equal(["Are you there?", "Hello"], (await ListAsync("ann")).Select(message => message.Text));
        Assert.Equal(Any.Now, (await ListAsync("ann"))[1].ReceivedAt);
        Assert.Equal(2, _scene.Deliveries.All.Count);
        Assert.All(_scene.Deliveries.All, delivery => Assert.Equal("ann", delivery.ContactId));
        Assert.Contains("\"text\":\"Hello\"", _scene.Deliveries.All.MinBy(delivery => delivery.Id)!.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(_scene.Deliveries.All, delivery => delivery.Body.Contains("12345", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Message_OfNobodyKnown_IsKeptUnderItsAddress()
    {
        await RecordAsync("777", "Who are you?", "m1");

        Assert.Equal("777", Assert.Single(await ListAsync(RecipientIdentity.KeyOf(null, ChannelKind.Telegram, "777"))).From);
    }

    [Fact]
    public async Task Message_OfAGiantLength_IsCut()
    {
        await AddContactAsync("ann", "12345");

        await RecordAsync("12345", new string('a', 100_000), "m1");

        Assert.Equal(ReceivedMessage.LongestText, Assert.Single(await ListAsync("ann")).Text.Length);
    }

    private Task RecordAsync(string from, string text, string id) =>
        _scene.Fixture.Create<InboundRecorder>().RecordAsync(Bot, new WebhookResult.Inbound(from, text, id), default);

    private async Task<IReadOnlyList<ReceivedMessage>> ListAsync(string person) =>
        (await _scene.Fixture.Get<IReceivedMessageStore>().ListAsync(Any.TenantId, person, 10, null, default)).Items;

    private Task<Contact> AddContactAsync(string id, string chat) =>
        _scene.Fixture.Contacts.SaveAsync(
            new Contact
            {
                TenantId = Any.TenantId,
                Id = id,
                Addresses = new Dictionary<ChannelKind, string> { [ChannelKind.Telegram] = chat },
                CreatedAt = Any.Now,
                UpdatedAt = Any.Now,
            },
            default
        );
}
