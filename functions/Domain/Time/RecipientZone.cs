namespace CampaignTasks.Domain.Time;

/// <summary>The zone in which a recipient's local time is taken, and where it was found.</summary>
/// <param name="ZoneId">An IANA id that exists.</param>
/// <param name="Source">Where it was found.</param>
public readonly record struct RecipientZone(string ZoneId, ZoneSource Source)
{
    /// <summary>
    /// Finds the zone: the contact's own, else the main zone of the country, else of the country of the phone number, else the tenant's
    /// default. What is blank, unknown or wrong is passed over, so that nobody is lost for it.
    /// </summary>
    /// <param name="contactZone">The contact's zone, an IANA id.</param>
    /// <param name="country">The contact's country, its two letters of ISO 3166 in any case.</param>
    /// <param name="address">The address; only a phone number in E.164 tells a country.</param>
    /// <param name="tenantDefault">The tenant's zone; UTC when there is no such one.</param>
    public static RecipientZone Resolve(string? contactZone, string? country, string? address, string? tenantDefault) =>
        Zones.TryGet(contactZone, out var own) ? new(own.Id, ZoneSource.Contact)
        : (CountryZones.Of(country) ?? CountryZones.Of(CallingCodes.CountryOf(address))) is { } main ? new(main, ZoneSource.Country)
        : new(Zones.TryGet(tenantDefault, out var byDefault) ? byDefault.Id : "UTC", ZoneSource.Default);
}
