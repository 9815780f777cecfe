using MailKit.Net.Smtp;

namespace CampaignTasks.Channels.Smtp;

/// <summary>A connection that is signed in, in the hands of one message.</summary>
/// <param name="Client">The client.</param>
/// <param name="IsReused">Whether a message went through it before: its server may have ended it meanwhile.</param>
internal sealed record SmtpConnection(SmtpClient Client, bool IsReused);
