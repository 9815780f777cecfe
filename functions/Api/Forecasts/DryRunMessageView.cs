using CampaignTasks.Application.Forecasts;

namespace CampaignTasks.Api.Forecasts;

/// <summary>One message of a dry run.</summary>
/// <param name="Address">The address.</param>
/// <param name="At">The minute in which it leaves.</param>
/// <param name="Account">The account it leaves through.</param>
internal sealed record DryRunMessageView(string Address, DateTimeOffset At, string Account)
{
    public static DryRunMessageView From(DryRunMessage message) => new(message.Address, message.At, message.Account);
}
