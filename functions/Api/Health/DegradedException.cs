namespace CampaignTasks.Api.Health;

/// <summary>A part works, but somebody should look at it. The app as a whole is healthy all the same.</summary>
/// <param name="message">What to look at; logged.</param>
internal sealed class DegradedException(string message) : Exception(message);
