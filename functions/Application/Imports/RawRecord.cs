namespace CampaignTasks.Application.Imports;

/// <summary>A record of a file as text.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Text">Its text; null when it is too long.</param>
internal readonly record struct RawRecord(long Line, string? Text);
