using CampaignTasks.Application.Inboxes;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Application;

/// <summary>The registration of inboxes: contacts' tokens, and what contacts do with them.</summary>
internal static class InboxRegistration
{
    public static IServiceCollection AddInboxes(this IServiceCollection services) =>
        services.AddSingleton<ContactTokens>().AddSingleton<InboxService>();
}
