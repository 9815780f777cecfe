using CampaignTasks.Domain.Time;

namespace CampaignTasks.Domain.Ledger;

/// <summary>The number of recipients by the origin of their time zone.</summary>
/// <param name="Contact">By the contact's own zone.</param>
/// <param name="Country">By the main zone of the contact's or the phone number's country.</param>
/// <param name="Default">Neither was known: by the default zone.</param>
public sealed record ZoneCounts(int Contact, int Country, int Default)
{
    public static readonly ZoneCounts None = new(0, 0, 0);

    /// <summary>Returns these counts with one more.</summary>
    public ZoneCounts With(ZoneSource source) =>
        source switch
        {
            ZoneSource.Contact => this with { Contact = Contact + 1 },
            ZoneSource.Country => this with { Country = Country + 1 },
            _ => this with { Default = Default + 1 },
        };

    /// <summary>Adds both; null when neither is counted.</summary>
    public static ZoneCounts? Sum(ZoneCounts? one, ZoneCounts? other) =>
        (one, other) switch
        {
            ({ } a, { } b) => new ZoneCounts(a.Contact + b.Contact, a.Country + b.Country, a.Default + b.Default),
            _ => one ?? other,
        };
}
