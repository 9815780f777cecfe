using MailKit;

namespace CampaignTasks.Channels.Smtp;

/// <summary>The record of whether a mail's content began to leave. Before that, the server cannot have accepted it.</summary>
internal sealed class SentOctets : ITransferProgress
{
    private volatile bool _any;

    public bool Any => _any;

    public void Report(long bytesTransferred, long totalSize) => _any = true;

    public void Report(long bytesTransferred) => _any = true;
}
