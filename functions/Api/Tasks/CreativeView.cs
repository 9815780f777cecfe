namespace CampaignTasks.Api.Tasks;

/// <summary>What a task says.</summary>
internal sealed record CreativeView(
    string? Subject,
    string? Text,
    string? Html,
    string? TemplateId,
    IReadOnlyDictionary<string, string>? TemplateVariables
);
