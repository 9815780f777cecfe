namespace CampaignTasks.Application.Files;

/// <summary>A line of a file as text.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">Its text without the line break; null when it is too long.</param>
internal readonly record struct RawLine(long Number, string? Text);
