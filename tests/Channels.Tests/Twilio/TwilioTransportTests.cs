using System.Text;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Twilio;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Twilio;

/// <summary>What the package's own client would not do.</summary>
public sealed class TwilioTransportTests : IAsyncLifetime
{
    private TwilioStandIn _server = null!;

    public async Task InitializeAsync() => _server = await TwilioStandIn.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Send_WhenTheAnswerIsEndless_IsReadAsFarAsItMatters()
    {
        var endless = """{"sid":"SM1","status":"queued","body":""" + '"' + new string('x', 4 * 1024 * 1024);
        using var http = Given.Http();
        _server.Script.Everybody(new Misbehaviour.Answer(201, "application/json", Encoding.UTF8.GetBytes(endless)));

        Assert.Equal(
            new SendOutcome.Accepted("SM1"),
            await new TwilioChannel(http, TimeProvider.System).SendAsync(Given.Text(Account()), CancellationToken.None)
        );
    }

    [Fact]
    public async Task Send_CanceledBefore_SendsNothingAndSaysWhoCanceled()
    {
        using var http = Given.Http();
        var canceled = new CancellationToken(canceled: true);

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new TwilioChannel(http, TimeProvider.System).SendAsync(Given.Text(Account()), canceled)
        );

        Assert.Equal(canceled, thrown.CancellationToken);
        Assert.Equal(0, _server.RequestCount);
    }

    [Fact]
    public async Task Send_CanceledUnderWay_IsUnknown()
    {
        _server.Script.Everybody(new Misbehaviour.Hang(Takes: true));
        using var http = Given.Http();
        using var cancel = new CancellationTokenSource();
        var sending = new TwilioChannel(http, TimeProvider.System).SendAsync(Given.Text(Account()), cancel.Token);
        await Eventually.HoldsAsync(() => _server.RequestCount is 1);

        await cancel.CancelAsync();

        Assert.IsType<SendOutcome.Unknown>(await sending);
    }

    [Fact]
    public async Task Send_ThroughTwoAccountsAtOnce_EachHasItsOwnCredentials()
    {
        using var http = Given.Http();
        var channel = new TwilioChannel(http, TimeProvider.System);
        var (good, bad) = (Account(), Account("wrong"));

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => channel.SendAsync(Given.Text(i % 2 is 0 ? good : bad, index: i), CancellationToken.None))
        );

        Assert.All(outcomes, (outcome, i) =>
            Assert.IsType(i % 2 is 0 ? typeof(SendOutcome.Accepted) : typeof(SendOutcome.Misconfigured), outcome)
        );
    }

    private ResolvedAccount Account(string? token = null)
    {
        var settings = _server.Settings();
        settings["authToken"] = token ?? settings["authToken"];
        return Given.Account("twilio", ChannelKind.Sms, settings);
    }
}
