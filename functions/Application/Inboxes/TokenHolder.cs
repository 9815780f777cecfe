using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Inboxes;

/// <summary>The contact whose token a request was made with.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="IsSuspended">True when its tenant is suspended.</param>
internal sealed record TokenHolder(ContactId Contact, bool IsSuspended);
