using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Eligibility;

/// <summary>A report on whether an eligible message was sent.</summary>
internal readonly record struct SendReport(MessageId Id, LedgerMessage Message, bool HasLeft);
