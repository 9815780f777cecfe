namespace CampaignTasks.Domain.Creatives;

/// <summary>A creative with every variable filled in for one recipient.</summary>
public sealed record RenderedCreative(
    string? Subject,
    string? Text,
    string? Html,
    string? TemplateId = null,
    IReadOnlyDictionary<string, string>? TemplateVariables = null
)
{
    /// <summary>The title of a push message, or of a message in an inbox.</summary>
    public string? Title { get; init; }

    /// <summary>The address of the image.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>The address that the message leads to.</summary>
    public string? RedirectUrl { get; init; }
}
