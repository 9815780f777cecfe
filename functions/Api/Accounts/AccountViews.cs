using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using NodaTime.Text;

namespace CampaignTasks.Api.Accounts;

/// <summary>A channel account to be created.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Channel">The channel it sends on.</param>
/// <param name="Provider">Who carries its messages: acs (email), twilio (sms, whatsapp), sandbox (every channel).</param>
/// <param name="IsDefault">Whether tasks that name no account use it; absent: yes when the channel has no default yet.</param>
/// <param name="Settings">The provider's settings. Secrets are written here and never read back.</param>
/// <param name="Pacing">How fast it may send, all tasks together.</param>
/// <param name="TimeZone">The zone whose midnight starts its day, for the daily limit: an IANA id; absent: UTC.</param>
internal sealed record AccountRequest(
    string? Name, ChannelKind? Channel, string? Provider, bool? IsDefault, Dictionary<string, string?>? Settings, PacingDefinition? Pacing,
    string? TimeZone);

/// <summary>A change of an account: what is absent stays.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="IsDefault">Whether tasks that name no account use it.</param>
/// <param name="Settings">Only the settings to change; null removes one, and `***` leaves a secret as it is.</param>
/// <param name="Pacing">The whole pacing; null: the channel's default.</param>
/// <param name="TimeZone">The zone whose midnight starts its day, an IANA id; null: UTC.</param>
internal sealed record AccountChange(
    string? Name, bool? IsDefault, Dictionary<string, string?>? Settings, PacingDefinition? Pacing, string? TimeZone);

/// <summary>A channel account. Secrets read as `***`.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Channel">The channel it sends on.</param>
/// <param name="Provider">Who carries its messages.</param>
/// <param name="IsDefault">Whether tasks that name no account use it.</param>
/// <param name="Settings">The provider's settings; secrets read as `***`.</param>
/// <param name="Pacing">How fast it may send.</param>
/// <param name="TimeZone">The zone whose midnight starts its day.</param>
/// <param name="Usage">What it sent today; null in lists, and when nothing limits it, for then nothing is counted.</param>
/// <param name="Status">Whether it may send.</param>
/// <param name="StopReason">Why it is stopped.</param>
/// <param name="WebhookUrl">Where its provider reports deliveries; only admins read it.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it last changed.</param>
internal sealed record AccountView(
    string Id,
    string Name,
    ChannelKind Channel,
    string Provider,
    bool IsDefault,
    IReadOnlyDictionary<string, string> Settings,
    PacingView Pacing,
    string TimeZone,
    UsageView? Usage,
    AccountStatus Status,
    string? StopReason,
    string? WebhookUrl,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

/// <summary>How fast an account or a task may send.</summary>
/// <param name="PauseBetweenMessages">At least this long between two messages, as an ISO 8601 duration.</param>
/// <param name="DailyLimit">Messages a local day; null: no limit.</param>
/// <param name="RatePerSecond">Messages a second; null: no limit.</param>
internal sealed record PacingView(string PauseBetweenMessages, int? DailyLimit, double? RatePerSecond)
{
    public static PacingView Of(Pacing pacing) => new(IsoDuration.Format(pacing.PauseBetweenMessages), pacing.DailyLimit, pacing.RatePerSecond);
}

/// <summary>What an account sent on its local day, all tasks together.</summary>
/// <param name="Day">The day it is in the account's zone, as in 2026-11-25.</param>
/// <param name="Used">Messages of that day, those under way included.</param>
/// <param name="Limit">The day's limit; null: none.</param>
/// <param name="NextFree">When the next message may leave that nobody has asked for yet.</param>
internal sealed record UsageView(string Day, int Used, int? Limit, DateTimeOffset NextFree)
{
    public static UsageView Of(BudgetTerms terms, Budget budget, DateTimeOffset now)
    {
        var today = terms.DayOf(now);
        return new(LocalDatePattern.Iso.Format(today), budget.UsedOn(today), terms.Pacing.DailyLimit, terms.NextFree(budget, now));
    }
}

/// <summary>All of a tenant's accounts.</summary>
internal sealed record AccountList(IReadOnlyList<AccountView> Items, string? Next);
