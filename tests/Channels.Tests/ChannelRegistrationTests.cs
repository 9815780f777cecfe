using CampaignTasks.Channels.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Inboxes;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Push;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Channels.Tests;

public sealed class ChannelRegistrationTests
{
    [Fact]
    public async Task Catalog_FindsEveryProviderOfAChannel()
    {
        await using var services = Services(_ => { });
        var catalog = services.GetRequiredService<IChannelCatalog>();

        Assert.Equal(["acs", "sandbox", "sendgrid", "smtp"], catalog.Providers(ChannelKind.Email));
        Assert.Equal(["fcm", "sandbox", "webpush"], catalog.Providers(ChannelKind.Push));
        Assert.Equal(["builtin", "sandbox"], catalog.Providers(ChannelKind.Webhook));
        Assert.Equal(["cloud", "gateway", "sandbox", "twilio"], catalog.Providers(ChannelKind.Whatsapp));
        Assert.Equal(["bot", "sandbox"], catalog.Providers(ChannelKind.Telegram));
        Assert.Equal(["community", "sandbox"], catalog.Providers(ChannelKind.Vk));
        Assert.Equal(["graph", "sandbox"], catalog.Providers(ChannelKind.Instagram));
        Assert.Equal(["messenger", "sandbox"], catalog.Providers(ChannelKind.Avito));
        Assert.True(catalog.Find(ChannelKind.Email, "acs")!.SupportsIdempotency);
        Assert.False(catalog.Find(ChannelKind.Sms, "twilio")!.SupportsIdempotency);
        Assert.Null(catalog.Find(ChannelKind.Sms, "acs"));
        Assert.NotNull(catalog.FindReader("acs"));
        Assert.NotNull(catalog.FindReader("twilio"));
        Assert.Null(catalog.FindReader("sandbox"));
    }

    [Fact]
    public async Task Secrets_AreMarkedSo()
    {
        await using var services = Services(_ => { });

        Assert.Equal(
            [
                "accessKey",
                "accessToken",
                "apiKey",
                "appSecret",
                "authToken",
                "botToken",
                "clientSecret",
                "hmacKey",
                "password",
                "secret",
                "secretKey",
                "serviceAccount",
                "vapidPrivateKey",
                "webhookSecret",
            ],
            services
                .GetServices<IChannel>()
                .SelectMany(channel => channel.Settings)
                .Where(setting => setting.IsSecret)
                .Select(setting => setting.Name)
                .Distinct()
                .Order()
        );
    }

    [Fact]
    public async Task Settings_HaveHints_ThatAreSentences()
    {
        await using var services = Services(_ => { });

        Assert.All(services.GetServices<IChannel>().SelectMany(channel => channel.Settings), setting =>
            Assert.EndsWith(".", setting.Hint, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Options_OutOfBounds_AreRefused()
    {
        await using var services = Services(options => options.Timeout = TimeSpan.Zero);

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ChannelOptions>>().Value);
    }

    [Fact]
    public async Task Catalog_OfTheSameProviderTwice_IsRefused()
    {
        await using var services = Services(_ => { });
        var channels = services.GetServices<IChannel>().ToList();

        Assert.Throws<ArgumentException>(() => new ChannelCatalog([.. channels, channels[0]], []));
    }

    private static ServiceProvider Services(Action<ChannelOptions> configure) =>
        new ServiceCollection()
            .AddSingleton<ISandboxOutbox, InMemorySandboxOutbox>()
            .AddSingleton<IContactStore, InMemoryContactStore>()
            .AddSingleton<IInboxStore, InMemoryInboxStore>()
            .AddSingleton<IPushSubscriptionStore, InMemoryPushSubscriptionStore>()
            .AddChannels(configure)
            .BuildServiceProvider();
}
