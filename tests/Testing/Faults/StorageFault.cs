namespace CampaignTasks.Testing.Faults;

/// <summary>What one try of a request to storage meets.</summary>
public enum StorageFault
{
    /// <summary>It is carried out and answered.</summary>
    None,

    /// <summary>The same, late.</summary>
    Slow,

    /// <summary>It is not carried out, and nobody answers.</summary>
    TimeOut,

    /// <summary>The connection breaks before it arrives.</summary>
    Reset,

    /// <summary>It is not carried out; the answer is 500.</summary>
    Error,

    /// <summary>It is not carried out; the answer is 503 with <c>Retry-After</c>.</summary>
    Busy,

    /// <summary>It is not carried out; the answer is 412, though nobody was faster. Only for requests that name a row's version.</summary>
    Outrun,

    /// <summary>It is carried out, and the answer does not come.</summary>
    LostToTimeOut,

    /// <summary>It is carried out, and the connection breaks before the answer.</summary>
    LostToReset,

    /// <summary>It is carried out, and the answer is 500.</summary>
    LostToError,
}
