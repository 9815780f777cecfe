using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Exports;

/// <summary>A message with its place.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Id">Its id, which is its place in the run.</param>
/// <param name="Message">The message.</param>
internal sealed record RunMessage(Run Run, MessageId Id, LedgerMessage Message);
