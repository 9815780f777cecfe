namespace CampaignTasks.Domain.Contacts;

/// <summary>A person's choice about messages on a channel.</summary>
/// <param name="Status">The choice.</param>
/// <param name="Source">Where it was given: a form, a link, a keyword, an import.</param>
/// <param name="At">When it was given.</param>
/// <param name="IsUndated">Whether it comes from a file that does not say when it was given; <paramref name="At"/> is then the time of the
/// import. It never undoes a choice with a time of its own.</param>
public sealed record Consent(ConsentStatus Status, string Source, DateTimeOffset At, bool IsUndated = false)
{
    /// <summary>True for an opt-out.</summary>
    public bool IsOptOut => Status is ConsentStatus.Unsubscribed;
}
