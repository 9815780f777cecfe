using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Smtp;
using CampaignTasks.Testing.Providers;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Channels.Tests.Smtp;

/// <summary>The channel that trusts a stand-in's certificate, and no other.</summary>
internal static class SmtpGiven
{
    public static SmtpMail Channel(
        SmtpStandIn server,
        TimeSpan? timeout = null,
        OutboundOptions? outbound = null,
        TimeProvider? time = null
    )
    {
        var policy = Given.Policy(outbound ?? new OutboundOptions { IsDevelopment = true });
        return new(
            policy,
            new OutboundConnector(policy, new SystemNetwork()),
            Options.Create(new ChannelOptions { Timeout = timeout ?? Given.WaitLimit }),
            time ?? TimeProvider.System,
            (_, given, _, _) => given!.GetCertHashString() == server.Thumbprint
        );
    }
}
