using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Quotas;

namespace CampaignTasks.Application.Sending;

/// <summary>Reserved slots of one account: each message leaves at its slot's time, which is at once where nothing is paced.</summary>
/// <param name="Account">The account that sends.</param>
/// <param name="TaskPacing">The task's own pacing that the slots keep.</param>
/// <param name="Reservation">The slots.</param>
internal sealed record AccountSlots(LaneAccount Account, Pacing TaskPacing, SlotReservation Reservation)
{
    /// <summary>True when the slots are counted or timed; otherwise any number of messages may leave.</summary>
    public bool IsCounted => TaskPacing.IsLimited || Account.Resolved.Account.Pacing.IsLimited;
}
