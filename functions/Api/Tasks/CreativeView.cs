namespace CampaignTasks.Api.Tasks;

/// <summary>The content of a task's messages.</summary>
internal sealed record CreativeView(
    string? Subject,
    string? Text,
    string? Html,
    string? TemplateId,
    IReadOnlyDictionary<string, string>? TemplateVariables
);
