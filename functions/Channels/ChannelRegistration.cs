using CampaignTasks.Channels.Acs;
using CampaignTasks.Channels.Avito;
using CampaignTasks.Channels.Fcm;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Inbox;
using CampaignTasks.Channels.Meta;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Sandbox;
using CampaignTasks.Channels.SendGrid;
using CampaignTasks.Channels.Smtp;
using CampaignTasks.Channels.Telegram;
using CampaignTasks.Channels.Twilio;
using CampaignTasks.Channels.Vk;
using CampaignTasks.Channels.Waha;
using CampaignTasks.Channels.Webhook;
using CampaignTasks.Channels.Webhooks;
using CampaignTasks.Channels.WebPush;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Channels;

/// <summary>The registration of the channel adapters.</summary>
public static class ChannelRegistration
{
    /// <summary>
    /// Adds every adapter, every webhook reader and the <see cref="ChannelCatalog"/>. An <see cref="ISandboxOutbox"/>, an
    /// <see cref="Domain.Push.IPushSubscriptionStore"/>, an <see cref="Domain.Inboxes.IInboxStore"/> and an
    /// <see cref="Domain.Contacts.IContactStore"/> must be registered, too.
    /// </summary>
    /// <remarks>Options are checked when the host starts; an invalid one is an <see cref="OptionsValidationException"/>.</remarks>
    public static IServiceCollection AddChannels(this IServiceCollection services, Action<ChannelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<ChannelOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChannelOptions>, ChannelOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddOutbound();
        services.TryAddSingleton<ProviderHttp>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, AcsEmail>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, AvitoMessenger>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, ContactInbox>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, FcmPush>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, InstagramGraph>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, SandboxChannel>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, SendGridMail>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, SignedWebhook>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, SmtpMail>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, TelegramBot>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, TwilioChannel>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, VkCommunity>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, WahaGateway>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, WebPushChannel>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, WhatsappCloud>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWebhookReader, AcsWebhook>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWebhookReader, AvitoWebhook>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWebhookReader, InstagramWebhook>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWebhookReader, SendGridWebhook>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWebhookReader, SmtpWebhook>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWebhookReader, TelegramWebhook>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWebhookReader, TwilioWebhook>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWebhookReader, VkWebhook>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWebhookReader, WahaWebhook>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IWebhookReader, WhatsappCloudWebhook>());
        services.TryAddSingleton<IEventReader, AcsWebhook>();
        services.TryAddSingleton<IWebhookSender, WebhookSender>();
        services.TryAddSingleton<IChannelCatalog, ChannelCatalog>();
        return services;
    }

    // What every request to an address of a tenant's choice goes through.
    private static void AddOutbound(this IServiceCollection services)
    {
        services.AddOptions<OutboundOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OutboundOptions>, OutboundOptionsValidator>());
        services.TryAddSingleton<IOutboundNetwork, SystemNetwork>();
        services.TryAddSingleton<OutboundPolicy>();
        services.TryAddSingleton<OutboundConnector>();
    }
}
