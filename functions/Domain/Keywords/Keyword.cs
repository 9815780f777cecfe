namespace CampaignTasks.Domain.Keywords;

/// <summary>The meaning of an inbound message that is a keyword.</summary>
public enum Keyword
{
    /// <summary>The person wants no more messages.</summary>
    OptOut,

    /// <summary>The person wants messages again.</summary>
    OptIn,

    /// <summary>The person asks who writes and how it ends.</summary>
    Help,
}
