using CampaignTasks.Channels.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Capabilities;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Contract;

/// <summary>What holds for every provider on every channel, with a server in the provider's place.</summary>
public abstract partial class ChannelContract : IAsyncLifetime
{
    /// <summary>Longer than a server on this machine takes, short enough for a test that waits for its end.</summary>
    private static readonly TimeSpan ShortTimeout = TimeSpan.FromSeconds(2);

    private IStandIn _server = null!;

    private protected abstract ChannelKind Kind { get; }

    /// <summary>An address on the channel.</summary>
    private protected abstract string To { get; }

    /// <summary>How the provider refuses a recipient for good.</summary>
    private protected abstract Misbehaviour Rejects { get; }

    /// <summary>How the provider refuses the account; null where it cannot.</summary>
    private protected abstract Misbehaviour? RefusesAccount { get; }

    /// <summary>Whether the provider has a limit of rate.</summary>
    private protected virtual bool Throttles => true;

    /// <summary>Whether the provider says how long to wait.</summary>
    private protected virtual bool NamesWaits => true;

    /// <summary>The outcome of an answer that says that the provider failed.</summary>
    private protected virtual Type WhenItFails =>
        Channel().SupportsIdempotency ? typeof(SendOutcome.Transient) : typeof(SendOutcome.Unknown);

    /// <summary>The outcome of an answer that leads elsewhere; null where there is none.</summary>
    private protected virtual Type? WhenSentElsewhere => typeof(SendOutcome.Misconfigured);

    /// <summary>A setting without which the account is no account; null where it has none.</summary>
    private protected abstract string? NeededSetting { get; }

    private protected IStandIn Server => _server;

    public async Task InitializeAsync() => _server = await StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Send_AMessage_IsAcceptedUnderTheProvidersId()
    {
        var outcome = await SendAsync(Message("Hello"));

        Assert.NotEmpty(Assert.IsType<SendOutcome.Accepted>(outcome).ProviderId);
        Assert.True(Assert.Single(_server.Requests).IsAuthentic);
        Assert.DoesNotContain(To.TrimStart('+'), ((SendOutcome.Accepted)outcome).ProviderId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Grüße & 50% = 🙂+\n«Привет» \"x\" <b> \\")]
    [InlineData("שלום 你好 ﷽ a\u0301 👩‍👩‍👧")]
    public async Task Send_AnyUnicode_ArrivesAsItWas(string text)
    {
        Assert.IsType<SendOutcome.Accepted>(await SendAsync(Message(text)));

        Assert.Equal(text, TextOf(_server.Requests.Single()));
    }

    [Fact]
    public async Task Send_HalfACharacter_IsReplaced() =>
        Assert.IsType<SendOutcome.Accepted>(await SendAsync(Message("half \ud83d of a character")));

    [Fact]
    public async Task Send_WhatTheProviderRefuses_IsRejectedWithoutTheAddress()
    {
        _server.Script.Everybody(Rejects);

        var rejected = Assert.IsType<SendOutcome.Rejected>(await SendAsync(Message("Hello")));

        Assert.NotEmpty(rejected.Code);
        Assert.DoesNotContain(To.TrimStart('+'), rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_TooFast_IsThrottledForTheTimeTheProviderNames()
    {
        if (!Throttles)
        {
            return;
        }

        _server.Script.Everybody(new Misbehaviour.Throttle("17"));

        var wait = NamesWaits ? TimeSpan.FromSeconds(17) : (TimeSpan?)null;
        Assert.Equal(new SendOutcome.Throttled(wait), await SendAsync(Message("Hello")));
    }

    [Fact]
    public async Task Send_TooFast_WithoutATime_IsThrottledWithoutOne()
    {
        if (!Throttles)
        {
            return;
        }

        _server.Script.Everybody(new Misbehaviour.Throttle(null));

        Assert.Equal(new SendOutcome.Throttled(null), await SendAsync(Message("Hello")));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task Send_WhileTheProviderFails_IsTriedAgainOnlyWithAKey(int status)
    {
        _server.Script.Everybody(new Misbehaviour.TakeThenFail(status));

        var outcome = await SendAsync(Message("Hello"));

        Assert.IsType(WhenItFails, outcome);
    }

    [Fact]
    public async Task Send_WhenTheAccountIsRefused_IsMisconfigured()
    {
        if (RefusesAccount is not { } refusal)
        {
            return;
        }

        _server.Script.Everybody(refusal);

        Assert.IsType<SendOutcome.Misconfigured>(await SendAsync(Message("Hello")));
    }

    [Fact]
    public async Task Send_WithoutANeededSetting_IsMisconfigured_AndNothingLeaves()
    {
        if (NeededSetting is not { } needed)
        {
            return;
        }

        var settings = Settings().Where(setting => setting.Key != needed).ToDictionary();

        var outcome = await SendAsync(Message("Hello", settings));

        Assert.Contains(needed, Assert.IsType<SendOutcome.Misconfigured>(outcome).Reason, StringComparison.Ordinal);
        Assert.Equal(0, _server.RequestCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_WithoutAnAnswer_IsInDoubt(bool takes)
    {
        _server.Script.Everybody(new Misbehaviour.Hang(takes));

        Assert.IsType<SendOutcome.Unknown>(await SendAsync(Message("Hello"), ShortTimeout));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_WhenTheConnectionBreaks_IsInDoubt_AndLeavesOnce(bool takes)
    {
        _server.Script.Everybody(new Misbehaviour.Drop(takes));

        Assert.IsType<SendOutcome.Unknown>(await SendAsync(Message("Hello")));
        Assert.Equal(1, _server.RequestCount);
    }

    [Fact]
    public async Task Send_WhenNobodyListens_IsTransient()
    {
        await _server.DisposeAsync();

        Assert.IsType<SendOutcome.Transient>(await SendAsync(Message("Hello")));
    }

    [Fact]
    public async Task Send_WhenAnsweredElsewhere_DoesNotFollow()
    {
        if (WhenSentElsewhere is not { } outcome)
        {
            return;
        }

        _server.Script.Everybody(new Misbehaviour.Redirect(new Uri("http://127.0.0.1:9/")));

        Assert.IsType(outcome, await SendAsync(Message("Hello")));
    }

    [Fact]
    public async Task Send_ATextOfTheGreatestLength_IsAccepted_AndAnotherCharacterIsNot()
    {
        if (ChannelCapabilities.Of(Kind).Text is not { } limit)
        {
            return;
        }

        Assert.IsType<SendOutcome.Accepted>(await SendAsync(Message(new string('x', limit.Most))));
        var longer = await SendAsync(Message(new string('x', limit.Most + 1)));

        Assert.Equal("bodyTooLong", Assert.IsType<SendOutcome.Rejected>(longer).Code);
        Assert.Equal(1, _server.RequestCount);
    }

    [Fact]
    public async Task Send_NoText_IsRejected_AndNothingLeaves()
    {
        Assert.IsType<SendOutcome.Rejected>(await SendAsync(Message("")));
        Assert.Equal(0, _server.RequestCount);
    }

    [Fact]
    public async Task Send_CanceledBefore_Throws_AndNothingLeaves()
    {
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();
        using var opened = Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opened.Channel.SendAsync(Message("Hello"), canceled.Token));
        Assert.Equal(0, _server.RequestCount);
    }

    [Fact]
    public async Task Send_Twice_IsOneMessageWithAKey()
    {
        var first = await SendAsync(Message("Hello"));
        var second = await SendAsync(Message("Hello"));

        Assert.Equal(Channel().SupportsIdempotency, first == second);
    }

    [Fact]
    public void Settings_OfTheStandIn_AreValid()
    {
        foreach (var (name, value) in Settings())
        {
            Assert.Null(Channel().Settings.Single(setting => setting.Name == name).Check(value));
        }
    }

    private protected abstract Task<IStandIn> StartAsync();

    /// <summary>Makes a channel that speaks HTTP.</summary>
    private protected virtual IChannel New(ProviderHttp http) => throw new NotSupportedException("Override New or Open.");

    /// <summary>Makes a channel with what it needs.</summary>
    private protected virtual Opened Open(TimeSpan? timeout = null)
    {
        var http = Given.Http(timeout);
        return new(New(http), http);
    }

    private protected abstract Dictionary<string, string> Settings();

    /// <summary>A secret of the right form that is not the account's.</summary>
    private protected abstract (string Name, string Value) BadSecret { get; }

    /// <summary>Gets the text of a message as it went over the wire.</summary>
    private protected abstract string TextOf(ProviderRequest request);

    private protected virtual RenderedCreative Content(string text) => new(null, text, null);

    private protected ResolvedAccount Account(IReadOnlyDictionary<string, string> settings) =>
        Given.Account(Channel().Provider, Kind, settings);

    private protected OutgoingMessage Message(string text, IReadOnlyDictionary<string, string>? settings = null, int index = 0) =>
        new(Given.Id(index), Kind, To, Content(text), Account(settings ?? Settings()), null);

    private protected async Task<SendOutcome> SendAsync(OutgoingMessage message, TimeSpan? timeout = null)
    {
        using var opened = Open(timeout);
        return await opened.Channel.SendAsync(message, CancellationToken.None);
    }

    private protected IChannel Channel()
    {
        using var opened = Open();
        return opened.Channel;
    }

    /// <summary>A channel with what is to be disposed of after it.</summary>
    private protected sealed record Opened(IChannel Channel, IDisposable Resource) : IDisposable
    {
        public void Dispose() => Resource.Dispose();
    }
}
