using CampaignTasks.Domain.Accounts;

namespace CampaignTasks.Domain.Messages;

/// <summary>A reader of the webhook calls of one provider.</summary>
public interface IWebhookReader
{
    /// <summary>The provider's name, as in <see cref="IChannel.Provider"/>.</summary>
    string Provider { get; }

    /// <summary>Authenticates the caller, then reads the call. Never throws for anything a caller can send.</summary>
    WebhookResult Read(WebhookCall call, ResolvedAccount account);
}
