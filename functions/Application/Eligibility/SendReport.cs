using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Eligibility;

/// <summary>What became of a message that the gate let pass.</summary>
internal readonly record struct SendReport(MessageId Id, LedgerMessage Message, bool HasLeft);
