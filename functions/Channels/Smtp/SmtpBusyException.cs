namespace CampaignTasks.Channels.Smtp;

/// <summary>An error: all connections of an account were in use for the length of an attempt.</summary>
internal sealed class SmtpBusyException() : Exception("All connections of the account are in use.");
