using System.Text;
using System.Text.Json;
using CampaignTasks.Channels.Acs;
using CampaignTasks.Channels.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;

namespace CampaignTasks.Channels.Tests.Acs;

public sealed class AcsEmailTests : IAsyncLifetime
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private AcsStandIn _server = null!;

    public async Task InitializeAsync() => _server = await AcsStandIn.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Send_AGoodMessage_IsAcceptedSignedAndKeyed()
    {
        var message = Given.Mail(Account());

        var outcome = await SendAsync(message);

        var request = Assert.Single(_server.Requests);
        Assert.True(request.IsAuthentic);
        Assert.Equal(message.IdempotencyKey, request.Key);
        Assert.Equal("ann@example.net", request.To);
        Assert.Equal(new SendOutcome.Accepted(message.IdempotencyKey.ToString()), outcome);
    }

    [Fact]
    public async Task Send_HtmlAndOtherScripts_ArriveAsTheyAre()
    {
        var content = new RenderedCreative("Привет, \"Анна\"", "line\r\n🙂 \ud800 <tab>\t", "<p class='x'>&amp;</p>");
        var message = Given.Mail(Account()) with { Content = content };

        Assert.IsType<SendOutcome.Accepted>(await SendAsync(message));

        using var mail = JsonDocument.Parse(Assert.Single(_server.Requests).Body);
        var sent = mail.RootElement.GetProperty("content");
        Assert.Equal(content.Subject, sent.GetProperty("subject").GetString());
        Assert.Equal(content.Text!.Replace('\ud800', '\ufffd'), sent.GetProperty("plainText").GetString());
        Assert.Equal(content.Html, sent.GetProperty("html").GetString());
    }

    [Fact]
    public async Task Send_TheSameMessageTwice_IsOneMail()
    {
        var message = Given.Mail(Account());

        await SendAsync(message);
        var second = await SendAsync(message);

        Assert.IsType<SendOutcome.Accepted>(second);
        Assert.Single(_server.Mails);
        Assert.Equal(1, _server.DuplicateRequests);
    }

    [Fact]
    public async Task Send_AMailWithoutSubjectOrBody_IsRejectedBeforeTheRequest()
    {
        var mail = Given.Mail(Account());

        Assert.Equal("noSubject", Assert.IsType<SendOutcome.Rejected>(await SendAsync(mail with { Content = new(null, "x", null) })).Code);
        Assert.Equal("noBody", Assert.IsType<SendOutcome.Rejected>(await SendAsync(mail with { Content = new("x", null, "") })).Code);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData(400, "InvalidEmailAddress")]
    [InlineData(413, "TooLarge")]
    public async Task Send_WhenRefused_IsRejectedWithTheCodeAndWithoutTheAddress(int status, string code)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(status, code, "The address ANN@example.net (also bob@example.org) is bad."));

        var rejected = Assert.IsType<SendOutcome.Rejected>(await SendAsync(Given.Mail(Account())));

        Assert.Equal(new SendOutcome.Rejected(code, "The address [address] (also [address]) is bad."), rejected);
    }

    [Theory]
    [InlineData(401, "Denied")]
    [InlineData(403, "Forbidden")]
    [InlineData(400, "DomainNotLinked")]
    [InlineData(404, "NotFound")]
    public async Task Send_WhenTheAccountIsAtFault_IsMisconfigured(int status, string code)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(status, code, "No."));

        Assert.Equal(new SendOutcome.Misconfigured(code, "No."), await SendAsync(Given.Mail(Account())));
    }

    [Fact]
    public async Task Send_WithAWrongKey_IsMisconfigured()
    {
        var account = Account(("accessKey", "d3Jvbmc="));

        Assert.Equal("Denied", Assert.IsType<SendOutcome.Misconfigured>(await SendAsync(Given.Mail(account))).Code);
        Assert.False(Assert.Single(_server.Requests).IsAuthentic);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Send_WhenTheServerFails_IsTransient(int status)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(status, "Broken", "Later."));

        Assert.Equal(new SendOutcome.Transient("Broken", "Later."), await SendAsync(Given.Mail(Account())));
    }

    [Fact]
    public async Task Send_WhenThrottled_SaysHowLong()
    {
        _server.Script.Next(1, new Misbehaviour.Throttle("7"));
        _server.Script.Next(1, new Misbehaviour.Throttle("Fri, 01 Jan 2100 00:00:00 GMT"));
        _server.Script.Next(1, new Misbehaviour.Throttle("Thu, 01 Jan 2015 00:00:00 GMT"));
        _server.Script.Next(1, new Misbehaviour.Throttle(null));
        var message = Given.Mail(Account());

        Assert.Equal(new SendOutcome.Throttled(TimeSpan.FromSeconds(7)), await SendAsync(message));
        Assert.Equal(new SendOutcome.Throttled(TimeSpan.FromDays(1)), await SendAsync(message));
        Assert.Equal(new SendOutcome.Throttled(TimeSpan.Zero), await SendAsync(message));
        Assert.Equal(new SendOutcome.Throttled(null), await SendAsync(message));
    }

    [Fact]
    public async Task Send_WhenTheServerHangs_IsUnknownAfterTheTimeOut()
    {
        _server.Script.Everybody(new Misbehaviour.Hang(Takes: true));

        var outcome = await SendAsync(Given.Mail(Account()), Short);

        Assert.IsType<SendOutcome.Unknown>(outcome);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Send_CanceledWhileTheServerHangs_IsUnknown()
    {
        _server.Script.Everybody(new Misbehaviour.Hang());
        using var cancel = new CancellationTokenSource();
        using var timeout = new CancellationTokenSource(Given.WaitLimit);
        using var http = Given.Http();

        var sending = new AcsEmail(http, TimeProvider.System).SendAsync(Given.Mail(Account()), cancel.Token);
        await _server.WaitForRequestsAsync(1, timeout.Token);
        await cancel.CancelAsync();

        Assert.IsType<SendOutcome.Unknown>(await sending);
    }

    [Fact]
    public async Task Send_CanceledBefore_Throws()
    {
        using var http = Given.Http();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new AcsEmail(http, TimeProvider.System).SendAsync(Given.Mail(Account()), new CancellationToken(canceled: true))
        );
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Send_WhenTheConnectionDropsAfterOthers_IsUnknownAndNotRepeated()
    {
        // With kept connections at hand, which a handler that repeats by itself would use.
        using var http = Given.Http();
        var channel = new AcsEmail(http, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => channel.SendAsync(Given.Mail(Account(), index: i), CancellationToken.None)));
        _server.Script.Everybody(new Misbehaviour.Drop(Takes: true));

        var outcome = await channel.SendAsync(Given.Mail(Account()), CancellationToken.None);

        Assert.IsType<SendOutcome.Unknown>(outcome);
        Assert.Equal(9, _server.RequestCount);
    }

    [Fact]
    public async Task Send_WhenNobodyListens_IsTransient()
    {
        var account = Account();
        await _server.DisposeAsync();

        Assert.Equal("notConnected", Assert.IsType<SendOutcome.Transient>(await SendAsync(Given.Mail(account))).Code);
    }

    [Fact]
    public async Task Send_WhenTheNameDoesNotExist_IsTransient() =>
        Assert.IsType<SendOutcome.Transient>(await SendAsync(Given.Mail(Account(("endpoint", "https://nobody.invalid")))));

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Send_WhenRedirected_IsNotFollowedAndNotAccepted(int status)
    {
        await using var elsewhere = await AcsStandIn.StartAsync();
        _server.Script.Everybody(new Misbehaviour.Redirect(new Uri(elsewhere.Address, "/emails:send?api-version=2025-09-01"), status));

        Assert.IsType<SendOutcome.Misconfigured>(await SendAsync(Given.Mail(Account())));
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{\"id\":\"\\ud800\"}")]
    [InlineData("[{}]")]
    public async Task Send_WhenThe202IsUnreadable_IsAcceptedUnderOurKey(string body)
    {
        _server.Script.Everybody(new Misbehaviour.Answer(202, "text/plain", Encoding.UTF8.GetBytes(body)));
        var message = Given.Mail(Account());

        Assert.Equal(new SendOutcome.Accepted(message.IdempotencyKey.ToString()), await SendAsync(message));
    }

    [Fact]
    public async Task Send_WhenThe202StallsOrIsHuge_IsAcceptedUnderOurKey()
    {
        var message = Given.Mail(Account());
        var accepted = new SendOutcome.Accepted(message.IdempotencyKey.ToString());

        _server.Script.Everybody(new Misbehaviour.Answer(202, "text/plain", new byte[5_000_000]));
        Assert.Equal(accepted, await SendAsync(message));

        // The status line must be here within this, the body never is.
        _server.Script.Everybody(new Misbehaviour.Stall(202));
        Assert.Equal(accepted, await SendAsync(message, TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task Send_WhenAnswered200_IsUnknown()
    {
        _server.Script.Everybody(new Misbehaviour.Answer(200, "text/html", "<html>hello</html>"u8.ToArray()));

        Assert.IsType<SendOutcome.Unknown>(await SendAsync(Given.Mail(Account())));
    }

    [Fact]
    public async Task Send_ThroughAnAccountWithoutAKey_IsMisconfiguredWithoutARequest()
    {
        Assert.IsType<SendOutcome.Misconfigured>(await SendAsync(Given.Mail(Account(("accessKey", "")))));
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("endpoint", "https://contoso.communication.azure.com", true)]
    [InlineData("endpoint", "https://contoso.communication.azure.com/", true)]
    [InlineData("endpoint", "http://127.0.0.1:5000", true)]
    [InlineData("endpoint", "http://localhost:5000", true)]
    [InlineData("endpoint", "http://contoso.communication.azure.com", false)]
    [InlineData("endpoint", "http://127.0.0.1.example.com", false)]
    [InlineData("endpoint", "https://user:pw@contoso.communication.azure.com", false)]
    [InlineData("endpoint", "https://contoso.communication.azure.com/emails:send", false)]
    [InlineData("endpoint", "file:///etc/passwd", false)]
    [InlineData("endpoint", "/relative", false)]
    [InlineData("endpoint", "", false)]
    [InlineData("accessKey", "c2VjcmV0", true)]
    [InlineData("accessKey", "not base64!", false)]
    [InlineData("senderAddress", "no-reply@contoso.example", true)]
    [InlineData("senderAddress", "no-reply", false)]
    [InlineData("senderAddress", "a@b@c", false)]
    [InlineData("webhookSecret", "short", false)]
    public void Setting_IsChecked(string name, string value, bool isGood)
    {
        using var http = Given.Http();
        var setting = new AcsEmail(http, TimeProvider.System).Settings.Single(setting => setting.Name == name);

        Assert.Equal(isGood, setting.Check(value) is null);
    }

    private ResolvedAccount Account(params (string Name, string Value)[] changes)
    {
        var settings = _server.Settings();
        foreach (var (name, value) in changes)
        {
            settings[name] = value;
        }

        return Given.Account("acs", ChannelKind.Email, settings);
    }

    private static async Task<SendOutcome> SendAsync(OutgoingMessage message, TimeSpan? timeout = null)
    {
        using var http = Given.Http(timeout);
        return await new AcsEmail(http, TimeProvider.System).SendAsync(message, CancellationToken.None);
    }
}
