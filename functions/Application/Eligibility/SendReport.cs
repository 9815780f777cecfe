using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Application.Eligibility;

/// <summary>
/// The result of an attempt: whether the provider accepted the message, and what a refusal says about the address for good.
/// </summary>
/// <param name="Id">The message.</param>
/// <param name="Message">The message before the attempt.</param>
/// <param name="HasLeft">Whether the provider accepted it.</param>
/// <param name="Verdict">What the provider's refusal says about the address for good; null when nothing.</param>
internal readonly record struct SendReport(MessageId Id, LedgerMessage Message, bool HasLeft, Verdict? Verdict = null);
