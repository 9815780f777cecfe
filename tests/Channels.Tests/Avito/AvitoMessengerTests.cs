using CampaignTasks.Channels.Avito;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Avito;

public sealed class AvitoMessengerTests : IAsyncLifetime
{
    private AvitoStandIn _server = null!;

    public async Task InitializeAsync() => _server = await AvitoStandIn.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Send_TwoMessages_BuysOneToken()
    {
        using var http = Given.Http();
        var channel = new AvitoMessenger(http, TimeProvider.System);
        var account = Given.Account("messenger", ChannelKind.Avito, _server.Settings());

        Assert.IsType<SendOutcome.Accepted>(await channel.SendAsync(Given.Text(account, "u2i-1"), CancellationToken.None));
        Assert.IsType<SendOutcome.Accepted>(await channel.SendAsync(Given.Text(account, "u2i-2", 1), CancellationToken.None));

        Assert.Equal(1, _server.Tokens);
    }

    [Fact]
    public async Task Send_WithATokenThatEnded_IsTriedAgainWithANewOne()
    {
        using var http = Given.Http();
        var channel = new AvitoMessenger(http, TimeProvider.System);
        var account = Given.Account("messenger", ChannelKind.Avito, _server.Settings());
        await channel.SendAsync(Given.Text(account, "u2i-1"), CancellationToken.None);
        _server.EndTokens();

        var refused = await channel.SendAsync(Given.Text(account, "u2i-2", 1), CancellationToken.None);
        var again = await channel.SendAsync(Given.Text(account, "u2i-2", 1), CancellationToken.None);

        Assert.Equal("tokenExpired", Assert.IsType<SendOutcome.Transient>(refused).Code);
        Assert.IsType<SendOutcome.Accepted>(again);
    }

    [Fact]
    public async Task Send_WithBadCredentials_IsMisconfigured_AndNoMessageLeaves()
    {
        using var http = Given.Http();
        var settings = new Dictionary<string, string>(_server.Settings()) { ["clientSecret"] = "another-secret" };
        var account = Given.Account("messenger", ChannelKind.Avito, settings);

        var outcome = await new AvitoMessenger(http, TimeProvider.System).SendAsync(Given.Text(account, "u2i-1"), CancellationToken.None);

        Assert.Equal("invalid_client", Assert.IsType<SendOutcome.Misconfigured>(outcome).Code);
        Assert.Equal(0, _server.RequestCount);
    }
}
