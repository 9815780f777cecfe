using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Api.SingleMessages;

/// <summary>A message that was stored, to be sent.</summary>
/// <param name="Id">Its id: GET /api/messages/{id} tells its outcome.</param>
/// <param name="Status">Its status.</param>
internal sealed record AcceptedMessageView(string Id, MessageState Status);
