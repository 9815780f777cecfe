namespace CampaignTasks.Domain.Creatives;

/// <summary>The outcome of filling a creative for a recipient. Closed: every reader handles every case.</summary>
public abstract record CreativeRendering
{
    private CreativeRendering() { }

    /// <summary>It is filled, and within the limits of its channel.</summary>
    /// <param name="Content">What is sent.</param>
    /// <param name="Bytes">The bytes it takes at most, in UTF-8 and over all its texts.</param>
    public sealed record Filled(RenderedCreative Content, int Bytes) : CreativeRendering;

    /// <summary>It cannot be sent to this recipient, and will not be able to later.</summary>
    /// <param name="Code">The kind of the failure.</param>
    /// <param name="Part">The part of the creative.</param>
    /// <param name="Reason">What is wrong, without any value of the recipient.</param>
    public sealed record Failed(string Code, string Part, string Reason) : CreativeRendering;
}
