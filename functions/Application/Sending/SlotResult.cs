using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Quotas;

namespace CampaignTasks.Application.Sending;

/// <summary>What a sender gets when it asks to send on.</summary>
internal abstract record SlotResult
{
    private SlotResult() { }

    /// <summary>As many messages as are leased may go through this account, each at its slot's time; where nothing is paced that is at once.</summary>
    public sealed record Granted(LaneAccount Account, Pacing TaskPacing, SlotReservation Reservation) : SlotResult
    {
        /// <summary>Whether its slots are counted or timed; else as many may leave as like to.</summary>
        public bool IsCounted => TaskPacing.IsLimited || Account.Open.Account.Pacing.IsLimited;
    }

    /// <summary>Nothing may leave before this instant.</summary>
    public sealed record Deferred(DateTimeOffset At) : SlotResult;

    /// <summary>No account is left that may send this message.</summary>
    public sealed record NoAccount : SlotResult;
}
