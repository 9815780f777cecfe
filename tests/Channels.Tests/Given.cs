using System.Text;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing.Providers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Channels.Tests;

/// <summary>Good defaults of what channel tests need.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 1, 5, 10, 20, 30, TimeSpan.Zero);

    /// <summary>Long enough for a busy machine: reached only by a test that fails.</summary>
    public static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);

    public static MessageId Id(int index = 0) => new(new RunId(42), 0, index);

    public static ResolvedAccount Account(string provider, ChannelKind channel, IReadOnlyDictionary<string, string> settings) =>
        new(
            new ChannelAccount
            {
                TenantId = "t1",
                Id = "a1",
                Name = "Account",
                Channel = channel,
                Provider = provider,
                Settings = settings,
                ProtectedSecrets = new Dictionary<string, string>(),
                CreatedAt = Now,
                UpdatedAt = Now,
            },
            new Dictionary<string, string>()
        );

    public static OutgoingMessage Mail(ResolvedAccount account, string to = "ann@example.net", int index = 0) =>
        new(Id(index), ChannelKind.Email, to, new RenderedCreative("Hi", "Hello", null), account, null);

    public static OutgoingMessage Text(ResolvedAccount account, string to = "+15551234567", int index = 0) =>
        new(Id(index), account.Account.Channel, to, new RenderedCreative(null, "Hello", null), account, null);

    /// <summary>The client in Development, where stand-ins on this machine may be called.</summary>
    public static ProviderHttp Http(TimeSpan? timeout = null) => Http(new OutboundOptions { IsDevelopment = true }, timeout: timeout);

    public static ProviderHttp Http(OutboundOptions outbound, IOutboundNetwork? network = null, TimeSpan? timeout = null)
    {
        var policy = Policy(outbound);
        return new(
            Options.Create(new ChannelOptions { Timeout = timeout ?? WaitLimit }),
            policy,
            new OutboundConnector(policy, network ?? new SystemNetwork()),
            TimeProvider.System
        );
    }

    /// <summary>The form that a request carried.</summary>
    public static Dictionary<string, string> Form(ProviderRequest request)
    {
        using var reader = new FormReader(Encoding.UTF8.GetString(request.Body.Span));
        return reader.ReadForm().ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    public static OutboundPolicy Policy(OutboundOptions outbound) => new(Options.Create(outbound));
}
