namespace CampaignTasks.Domain.Contacts;

/// <summary>The channels that end in the inbox of a contact: the contact's id is the address, and nobody types it.</summary>
public static class InboxChannels
{
    public static readonly IReadOnlyList<ChannelKind> All = [ChannelKind.Inbox, ChannelKind.Web];
}
