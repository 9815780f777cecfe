using System.Text;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Twilio;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Testing.Providers;
using Microsoft.AspNetCore.WebUtilities;

namespace CampaignTasks.Channels.Tests.Twilio;

public sealed class TwilioTests : IAsyncLifetime
{
    private TwilioStandIn _server = null!;

    public async Task InitializeAsync() => _server = await TwilioStandIn.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Send_ASms_IsAcceptedUnderItsSid()
    {
        var message = Given.Text(Account()) with
        {
            Content = new(null, "Grüße & 50% = 🙂+\n", null),
            StatusCallback = new Uri("https://hooks.example.com/api/hooks/sms/a1?x=1"),
        };

        var outcome = await SendAsync(message);

        var taken = Assert.Single(_server.Messages).Value;
        var form = Form();
        Assert.Equal(new SendOutcome.Accepted(taken.Id), outcome);
        Assert.True(Assert.Single(_server.Requests).IsAuthentic);
        Assert.Equal(["Body", "From", "StatusCallback", "To"], form.Keys.Order());
        Assert.Equal(("+15551234567", "+15550001111", message.Content.Text), (form["To"], form["From"], form["Body"]));
        Assert.Equal($"https://hooks.example.com/api/hooks/sms/a1?x=1&m={message.IdempotencyKey:N}", form["StatusCallback"]);
    }

    [Fact]
    public async Task Send_AWhatsappTemplate_NamesTemplateAndVariables()
    {
        var account = Account(ChannelKind.Whatsapp, ("from", ""), ("messagingServiceSid", "MG1"));
        var message = Given.Text(account) with
        {
            Content = new(null, "unused", null, "HX1", new Dictionary<string, string> { ["1"] = "Anna \"A\"" }),
        };

        Assert.IsType<SendOutcome.Accepted>(await SendAsync(message));

        var form = Form();
        Assert.Equal(["ContentSid", "ContentVariables", "MessagingServiceSid", "To"], form.Keys.Order());
        Assert.Equal("whatsapp:+15551234567", form["To"]);
        Assert.Equal("Anna \"A\"", System.Text.Json.JsonDocument.Parse(form["ContentVariables"]!).RootElement.GetProperty("1").GetString());
    }

    [Theory]
    [InlineData("", "badTemplateVariable")]
    [InlineData("  ", "badTemplateVariable")]
    [InlineData("a\nb", "badTemplateVariable")]
    [InlineData("a\tb", "badTemplateVariable")]
    [InlineData("a     b", "badTemplateVariable")]
    [InlineData("a    b", null)]
    public async Task Send_ATemplateVariable_IsCheckedBeforeTheRequest(string value, string? code)
    {
        var message = Given.Text(Account(ChannelKind.Whatsapp)) with
        {
            Content = new(null, null, null, "HX1", new Dictionary<string, string> { ["1"] = value }),
        };

        var outcome = await SendAsync(message);

        Assert.Equal(code, (outcome as SendOutcome.Rejected)?.Code);
        Assert.Equal(code is null ? 1 : 0, _server.RequestCount);
    }

    [Theory]
    [InlineData(1600, null)]
    [InlineData(1601, "bodyTooLong")]
    [InlineData(0, "noBody")]
    public async Task Send_ABody_IsCheckedBeforeTheRequest(int length, string? code)
    {
        var outcome = await SendAsync(Given.Text(Account()) with { Content = new RenderedCreative(null, new string('x', length), null) });

        Assert.Equal(code, (outcome as SendOutcome.Rejected)?.Code);
    }

    [Theory]
    [InlineData(400, "21211")]
    [InlineData(400, "21610")]
    [InlineData(400, "21614")]
    [InlineData(403, "21408")]
    [InlineData(400, "63016")]
    [InlineData(400, "99999")]
    public async Task Send_WhenRefused_IsRejectedWithoutTheNumber(int status, string code)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(status, code, "To +15551234567 or 15551234567 is bad."));

        var rejected = Assert.IsType<SendOutcome.Rejected>(await SendAsync(Given.Text(Account())));

        Assert.Equal((code, "To [address] or [address] is bad."), (rejected.Code, rejected.Reason));
    }

    [Theory]
    [InlineData("21610", SuppressionReason.UnsubscribedAtProvider)]
    [InlineData("21211", SuppressionReason.InvalidAddress)]
    [InlineData("21614", SuppressionReason.InvalidAddress)]
    [InlineData("63003", SuppressionReason.InvalidAddress)]
    [InlineData("21408", null)]
    [InlineData("21612", null)]
    [InlineData("63016", null)]
    [InlineData("99999", null)]
    public async Task Refusal_ThatSaysNever_IsAVerdict_AndNoOther(string code, SuppressionReason? reason)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(400, code, "No."));

        var rejected = Assert.IsType<SendOutcome.Rejected>(await SendAsync(Given.Text(Account())));

        Assert.Equal(reason is { } known ? new Verdict(known, $"twilio {code}") : null, rejected.Verdict);
    }

    [Theory]
    [InlineData(401, "20003")]
    [InlineData(403, "20003")]
    [InlineData(400, "21212")]
    [InlineData(404, "20404")]
    public async Task Send_WhenTheAccountIsAtFault_IsMisconfigured(int status, string code)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(status, code, "No."));

        Assert.Equal(new SendOutcome.Misconfigured(code, "No."), await SendAsync(Given.Text(Account())));
    }

    [Fact]
    public async Task Send_WithAWrongToken_IsMisconfigured()
    {
        Assert.Equal(
            "20003",
            Assert.IsType<SendOutcome.Misconfigured>(await SendAsync(Given.Text(Account(ChannelKind.Sms, ("authToken", "wrong"))))).Code
        );
        Assert.Empty(_server.Messages);
    }

    [Theory]
    [InlineData(429, "20429")]
    [InlineData(400, "63018")]
    [InlineData(400, "21611")]
    public async Task Send_TooFast_IsThrottled(int status, string code)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(status, code, "Slow down."));

        Assert.Equal(new SendOutcome.Throttled(null), await SendAsync(Given.Text(Account())));
    }

    [Fact]
    public async Task Send_ThrottledWithRetryAfter_SaysHowLong()
    {
        _server.Script.Everybody(new Misbehaviour.Throttle("3"));

        Assert.Equal(new SendOutcome.Throttled(TimeSpan.FromSeconds(3)), await SendAsync(Given.Text(Account())));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Send_WhenTheServerFailsAfterTaking_IsUnknown(int status)
    {
        _server.Script.Everybody(new Misbehaviour.TakeThenFail(status));

        Assert.IsType<SendOutcome.Unknown>(await SendAsync(Given.Text(Account())));
        Assert.Single(_server.Messages);
    }

    [Fact]
    public async Task Send_WhenTheServerHangs_IsUnknownAndAskedOnce()
    {
        _server.Script.Everybody(new Misbehaviour.Hang(Takes: true));

        // Only the head of the request must be written within this.
        Assert.IsType<SendOutcome.Unknown>(await SendAsync(Given.Text(Account()), TimeSpan.FromSeconds(2)));
        Assert.Equal(1, _server.RequestCount);
    }

    [Fact]
    public async Task Send_WhenAKeptConnectionDrops_IsUnknownAndTakenOnce()
    {
        using var http = Given.Http();
        var channel = new TwilioChannel(http, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => channel.SendAsync(Given.Text(Account(), index: i), CancellationToken.None)));
        _server.Script.Everybody(new Misbehaviour.Drop(Takes: true));

        Assert.IsType<SendOutcome.Unknown>(await channel.SendAsync(Given.Text(Account()), CancellationToken.None));
        Assert.Equal(9, _server.Messages.Count);
    }

    [Fact]
    public async Task Send_WhenNobodyListens_IsTransient()
    {
        var account = Account();
        await _server.DisposeAsync();

        Assert.IsType<SendOutcome.Transient>(await SendAsync(Given.Text(account)));
    }

    [Fact]
    public async Task Send_WhenRedirected_IsMisconfigured()
    {
        _server.Script.Everybody(new Misbehaviour.Redirect(_server.Address));

        Assert.IsType<SendOutcome.Misconfigured>(await SendAsync(Given.Text(Account())));
        Assert.Equal(1, _server.RequestCount);
    }

    [Theory]
    [InlineData("<html>", "")]
    [InlineData("{\"sid\":\"SM1\",\"status\":\"failed\",\"error_code\":30007}", "30007")]
    public async Task Send_WhenThe201IsOdd_IsNotAccepted(string body, string code)
    {
        _server.Script.Everybody(new Misbehaviour.Answer(201, "application/json", Encoding.UTF8.GetBytes(body)));

        var outcome = await SendAsync(Given.Text(Account()));

        Assert.True(
            code.Length is 0 ? outcome is SendOutcome.Unknown : outcome is SendOutcome.Rejected rejected && rejected.Code == code,
            outcome.ToString()
        );
    }

    // What the package cannot read, or what never came, must not put in doubt a message whose id is there.
    [Theory]
    [InlineData("""{"sid":"SM1","status":"queued","date_created":"yesterday"}""")]
    [InlineData("""{"sid":"SM1","status":"queued","from":15550001111}""")]
    [InlineData("""{"sid":"SM1","status":"queued","subresource_uris":[""")]
    public async Task Send_WhenThe201IsUnreadableButHasASid_IsAccepted(string body)
    {
        _server.Script.Everybody(new Misbehaviour.Answer(201, "application/json", Encoding.UTF8.GetBytes(body)));

        Assert.Equal(new SendOutcome.Accepted("SM1"), await SendAsync(Given.Text(Account())));
    }

    [Theory]
    [InlineData(ChannelKind.Sms, "+15550001111", null, true)]
    [InlineData(ChannelKind.Sms, "Shop", null, true)]
    [InlineData(ChannelKind.Sms, null, "MG1", true)]
    [InlineData(ChannelKind.Sms, null, null, false)]
    [InlineData(ChannelKind.Sms, "+15550001111", "MG1", false)]
    [InlineData(ChannelKind.Sms, "whatsapp:+15550001111", null, false)]
    [InlineData(ChannelKind.Whatsapp, "Shop", null, false)]
    [InlineData(ChannelKind.Whatsapp, "whatsapp:+15550001111", null, true)]
    public void Check_OfTheSender_WantsExactlyOne(ChannelKind kind, string? from, string? service, bool isGood)
    {
        using var http = Given.Http();
        var settings = new Dictionary<string, string>();
        if (from is not null)
        {
            settings["from"] = from;
        }

        if (service is not null)
        {
            settings["messagingServiceSid"] = service;
        }

        Assert.Equal(isGood, !new TwilioChannel(http, TimeProvider.System).Check(kind, settings).Any());
    }

    private Dictionary<string, string?> Form()
    {
        using var reader = new FormReader(Encoding.UTF8.GetString(Assert.Single(_server.Requests).Body.Span));
        return reader.ReadForm().ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString());
    }

    private ResolvedAccount Account(ChannelKind kind = ChannelKind.Sms, params (string Name, string Value)[] changes)
    {
        var settings = _server.Settings();
        foreach (var (name, value) in changes)
        {
            settings[name] = value;
        }

        return Given.Account("twilio", kind, settings);
    }

    private static async Task<SendOutcome> SendAsync(OutgoingMessage message, TimeSpan? timeout = null)
    {
        using var http = Given.Http(timeout);
        return await new TwilioChannel(http, TimeProvider.System).SendAsync(message, CancellationToken.None);
    }
}
