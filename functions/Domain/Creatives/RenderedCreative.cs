namespace CampaignTasks.Domain.Creatives;

/// <summary>A creative with every variable filled in for one recipient.</summary>
public sealed record RenderedCreative(
    string? Subject,
    string? Text,
    string? Html,
    string? TemplateId = null,
    IReadOnlyDictionary<string, string>? TemplateVariables = null
);
