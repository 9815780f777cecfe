namespace CampaignTasks.Domain.Journeys;

/// <summary>The outcomes of steps, as the API writes them. Stored.</summary>
public static class StepOutcome
{
    /// <summary>The message was accepted.</summary>
    public const string Sent = "sent";

    /// <summary>The message was refused.</summary>
    public const string Failed = "failed";

    /// <summary>No message was sent, because the contact may not get it.</summary>
    public const string Skipped = "skipped";

    /// <summary>No message was sent, because the automation was ended first.</summary>
    public const string Canceled = "canceled";

    /// <summary>The message may have left.</summary>
    public const string Unknown = "unknown";

    /// <summary>The wait is over.</summary>
    public const string Waited = "waited";

    /// <summary>The rule of the branch held.</summary>
    public const string Then = "then";

    /// <summary>The rule of the branch did not hold.</summary>
    public const string Else = "else";

    /// <summary>The receiver took the call.</summary>
    public const string Called = "called";

    /// <summary>The contact was changed.</summary>
    public const string Updated = "updated";
}
