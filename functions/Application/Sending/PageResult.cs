namespace CampaignTasks.Application.Sending;

/// <summary>How a visit to a page ended.</summary>
internal enum PageResult
{
    /// <summary>Everything on it was tried that may be tried now.</summary>
    Through,

    /// <summary>The time of the visit is used up, or the run halted: the rest of the page comes next.</summary>
    CutShort,

    /// <summary>Nothing more may leave now: the window closed, or no account has a slot.</summary>
    Blocked,

    /// <summary>A slot is leased for a later time: nothing else may be asked for meanwhile.</summary>
    Held,
}
