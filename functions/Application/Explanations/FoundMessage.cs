using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Explanations;

/// <summary>A message found in a run.</summary>
internal sealed record FoundMessage(Run Run, MessageId Id, LedgerMessage Message);
