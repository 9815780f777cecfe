using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tenants;

/// <summary>Settings as a caller gives them: everything may be missing or wrong.</summary>
public sealed record SettingsDefinition
{
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromMinutes(1);

    /// <summary>Null: everything but an opt-out.</summary>
    public ConsentMode? Consent { get; init; }

    /// <summary>Caps by channel; <c>phone</c> stands for sms and whatsapp, and null ends one.</summary>
    public IReadOnlyDictionary<string, CapDefinition?> Caps { get; init; } = new Dictionary<string, CapDefinition?>();

    /// <summary>An ISO 8601 duration; null: the usual five days.</summary>
    public string? AttributionWindow { get; init; }

    /// <summary>An IANA zone; null: UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>A country by ISO 3166; null: none.</summary>
    public string? Country { get; init; }

    /// <summary>A BCP 47 tag; null: none.</summary>
    public string? Language { get; init; }

    /// <summary>Null: tasks need no approval.</summary>
    public ApprovalRule? Approval { get; init; }

    /// <summary>Rules by channel; <c>phone</c> stands for sms and whatsapp, and null ends one.</summary>
    public IReadOnlyDictionary<string, ApprovalRule?> ApprovalByChannel { get; init; } = new Dictionary<string, ApprovalRule?>();

    /// <summary>Retention periods; null: the defaults.</summary>
    public RetentionDefinition? Retention { get; init; }

    /// <summary>Creates the definition of existing settings; a change replaces parts of it with <c>with</c>.</summary>
    public static SettingsDefinition From(TenantSettings settings) =>
        new()
        {
            Consent = settings.Consent,
            AttributionWindow = IsoDuration.Format(settings.AttributionWindow),
            TimeZone = settings.TimeZone,
            Country = settings.Country,
            Language = settings.Language,
            Approval = settings.Approval,
            Retention = RetentionDefinition.From(settings.Retention),
        };

    /// <summary>Checks everything at once; what comes back beside errors is not to be stored.</summary>
    /// <param name="before">The settings as they are: caps and rules of approval that are not named stay.</param>
    /// <param name="errors">Gets what is wrong, by field.</param>
    public TenantSettings Check(TenantSettings before, ValidationErrors errors) =>
        before with
        {
            Consent = Consent ?? ConsentMode.OptOut,
            Caps = CheckCaps(before.Caps, errors),
            AttributionWindow = CheckWindow(errors),
            TimeZone = TimeZone is null ? null : ZoneNames.Check(TimeZone, "timeZone", errors),
            Country = CheckCountry(errors),
            Language = CheckLanguage(errors),
            Approval = Approval ?? ApprovalRule.NotRequired,
            ApprovalByChannel = CheckApprovals(before.ApprovalByChannel, errors),
            Retention = Retention?.Check(errors) ?? RetentionPeriods.Default,
        };

    private string? CheckLanguage(ValidationErrors errors)
    {
        if (Language is not null && !LanguageTag.IsOne(Language))
        {
            errors.Add("language", $"{LanguageTag.Fault} Null removes it.");
        }

        return Language;
    }

    private Dictionary<ChannelKind, ApprovalRule> CheckApprovals(
        IReadOnlyDictionary<ChannelKind, ApprovalRule> before,
        ValidationErrors errors
    )
    {
        var rules = new Dictionary<ChannelKind, ApprovalRule>(before);
        foreach (var (name, given) in ApprovalByChannel)
        {
            foreach (var channel in ContactAddresses.ChannelsOf(name, "approvalByChannel", errors))
            {
                if (given is { } rule)
                {
                    rules[channel] = rule;
                }
                else
                {
                    rules.Remove(channel);
                }
            }
        }

        return rules;
    }

    private string? CheckCountry(ValidationErrors errors)
    {
        var country = Country is null ? null : Countries.Normalize(Country);
        if (Country is not null && country is null)
        {
            errors.Add("country", $"{Countries.FaultOf(Country)} Null removes it.");
        }

        return country;
    }

    private Dictionary<ChannelKind, FrequencyCap> CheckCaps(IReadOnlyDictionary<ChannelKind, FrequencyCap> before, ValidationErrors errors)
    {
        var caps = new Dictionary<ChannelKind, FrequencyCap>(before);
        foreach (var (name, given) in Caps)
        {
            foreach (var channel in ContactAddresses.ChannelsOf(name, "caps", errors))
            {
                if (given is null)
                {
                    caps.Remove(channel);
                }
                else if (CheckCap(given, $"caps.{name}", errors) is { } cap)
                {
                    caps[channel] = cap;
                }
            }
        }

        return caps;
    }

    private static FrequencyCap? CheckCap(CapDefinition given, string field, ValidationErrors errors)
    {
        var isNumber = given.Messages is >= 1 and <= FrequencyCap.MaxMessages;
        if (!isNumber)
        {
            errors.Add(
                $"{field}.messages",
                $"Give how many messages one contact gets at most: 1 to {FrequencyCap.MaxMessages}. To end a cap, set it to null."
            );
        }

        var isPeriod =
            IsoDuration.TryParse(given.Period, out var period) && period >= ShortestPeriod && period <= FrequencyCap.LongestPeriod;
        if (!isPeriod)
        {
            errors.Add($"{field}.period", "Give in how long, as an ISO 8601 duration from PT1M to P90D, as in P7D.");
        }

        return isNumber && isPeriod ? new FrequencyCap(given.Messages!.Value, period) : null;
    }

    private TimeSpan CheckWindow(ValidationErrors errors)
    {
        if (AttributionWindow is null)
        {
            return TenantSettings.DefaultWindow;
        }

        if (IsoDuration.TryParse(AttributionWindow, out var window) && window >= ShortestPeriod && window <= TenantSettings.LongestWindow)
        {
            return window;
        }

        errors.Add(
            "attributionWindow",
            "Give how long after a message an order counts as its conversion: an ISO 8601 duration from PT1M to P90D, as in P5D."
        );
        return TenantSettings.DefaultWindow;
    }
}
