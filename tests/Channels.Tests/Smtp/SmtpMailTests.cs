using System.Text;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Channels.Smtp;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Testing.Providers;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace CampaignTasks.Channels.Tests.Smtp;

public sealed class SmtpMailTests : IAsyncLifetime
{
    private readonly SmtpStandIn _server = SmtpStandIn.Start();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Mail_HasTheMessagesId_BothBodies_AndTheUnsubscribeLinkInOnePiece()
    {
        var link = new Uri($"https://tasks.example.com/u/{new string('a', 200)}");
        using var channel = SmtpGiven.Channel(_server);
        var message = Given.Mail(Account()) with { Content = new RenderedCreative("Grüße", "Hello", "<p>Hello</p>"), Unsubscribe = link };

        var accepted = Assert.IsType<SendOutcome.Accepted>(await channel.SendAsync(message, CancellationToken.None));

        var request = Assert.Single(_server.Requests);
        using var mail = MimeMessage.Load(new MemoryStream(request.Body.ToArray()));
        Assert.Equal("4Q000001", accepted.ProviderId);
        Assert.Equal(message.IdempotencyKey, request.Key);
        Assert.Equal($"{message.IdempotencyKey}@mail.example.com", mail.MessageId);
        Assert.Equal(("Grüße", "Hello", "<p>Hello</p>"), (mail.Subject, mail.TextBody!.Trim(), mail.HtmlBody!.Trim()));
        Assert.Equal(("Contoso", "no-reply@mail.example.com"), (mail.From.Mailboxes.Single().Name, mail.From.Mailboxes.Single().Address));
        var raw = Encoding.UTF8.GetString(request.Body.Span);
        Assert.Contains($"List-Unsubscribe: <{link}>\r\n", raw, StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bounces_GoToTheBounceAddress_AndNameTheMessage()
    {
        using var channel = SmtpGiven.Channel(_server);

        await channel.SendAsync(Given.Mail(Account(("bounceAddress", "bounces@mail.example.com"))), CancellationToken.None);

        var from = Assert.Single(_server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.Contains("<bounces@mail.example.com>", from, StringComparison.Ordinal);
        Assert.Contains($"ENVID={Given.Id().ToGuid()}@", from, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_IsReused_AndClosedAfterAShortTime()
    {
        var time = new FakeTimeProvider();
        using var channel = SmtpGiven.Channel(_server, time: time);
        for (var i = 0; i < 3; i++)
        {
            Assert.IsType<SendOutcome.Accepted>(await channel.SendAsync(Given.Mail(Account(), index: i), CancellationToken.None));
        }

        Assert.Equal(1, _server.Connections);

        time.Advance(SmtpConnections.LongestIdle + TimeSpan.FromSeconds(20));
        Assert.IsType<SendOutcome.Accepted>(await channel.SendAsync(Given.Mail(Account(), index: 3), CancellationToken.None));

        Assert.Equal(2, _server.Connections);
    }

    [Fact]
    public async Task Connection_ThatTheServerEnds_IsReplacedInTheSameAttempt()
    {
        _server.MostPerConnection = 2;
        using var channel = SmtpGiven.Channel(_server);

        for (var i = 0; i < 6; i++)
        {
            Assert.IsType<SendOutcome.Accepted>(await channel.SendAsync(Given.Mail(Account(), index: i), CancellationToken.None));
        }

        Assert.Equal((6, 3), (_server.RequestCount, _server.Connections));
    }

    [Fact]
    public async Task Connections_OfAnAccount_AreFewHoweverManyMailsLeave()
    {
        using var channel = SmtpGiven.Channel(_server);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => channel.SendAsync(Given.Mail(Account(), $"a{i}@example.net", i), CancellationToken.None))
        );

        Assert.All(outcomes, outcome => Assert.IsType<SendOutcome.Accepted>(outcome));
        Assert.InRange(_server.Connections, 1, SmtpConnections.Most);
        Assert.Equal(40, _server.Requests.Select(request => request.To).Distinct().Count());
    }

    [Fact]
    public async Task Connection_WhileAllAreInUse_IsNotGiven()
    {
        var connector = new OutboundConnector(Given.Policy(new OutboundOptions { IsDevelopment = true }), new SystemNetwork());
        using var connections = new SmtpConnections(connector, TimeProvider.System, (_, given, _, _) =>
            given!.GetCertHashString() == _server.Thumbprint
        );
        var account = SmtpAccount.Of(Account());
        var rented = new List<SmtpConnection>();
        for (var i = 0; i < SmtpConnections.Most; i++)
        {
            rented.Add(await connections.RentAsync(account, isNew: false, CancellationToken.None));
        }

        using var impatient = new CancellationTokenSource();
        var waiting = connections.RentAsync(account, isNew: false, impatient.Token);
        await impatient.CancelAsync();

        await Assert.ThrowsAsync<SmtpBusyException>(() => waiting);
        rented.ForEach(connection => connections.Return(account, connection));
        Assert.True((await connections.RentAsync(account, isNew: false, CancellationToken.None)).IsReused);
    }

    [Fact]
    public async Task SignIn_WithAToken_SendsIt()
    {
        using var channel = SmtpGiven.Channel(_server);
        var settings = _server.Settings();
        settings.Remove("password");
        settings["accessToken"] = "not-a-real-token";

        var outcome = await channel.SendAsync(Given.Mail(Given.Account("smtp", ChannelKind.Email, settings)), CancellationToken.None);

        Assert.IsType<SendOutcome.Accepted>(outcome);
        Assert.Contains(_server.Commands, command => command.StartsWith("AUTH XOAUTH2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Encryption_FromTheStart_Works()
    {
        await using var server = SmtpStandIn.Start(beginsEncrypted: true);
        using var channel = SmtpGiven.Channel(server);

        var outcome = await channel.SendAsync(
            Given.Mail(Given.Account("smtp", ChannelKind.Email, server.Settings())),
            CancellationToken.None
        );

        Assert.IsType<SendOutcome.Accepted>(outcome);
        Assert.DoesNotContain("STARTTLS", server.Commands);
    }

    [Fact]
    public async Task Server_WithAnUnknownCertificate_GetsNeitherSecretNorMail()
    {
        await using var other = SmtpStandIn.Start();
        using var channel = SmtpGiven.Channel(other);

        var outcome = await channel.SendAsync(Given.Mail(Account()), CancellationToken.None);

        Assert.Equal("tls", Assert.IsType<SendOutcome.Transient>(outcome).Code);
        Assert.DoesNotContain(_server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_InAPrivateNetwork_IsRefused()
    {
        using var channel = SmtpGiven.Channel(_server, outbound: new OutboundOptions());

        Assert.IsType<SendOutcome.Misconfigured>(await channel.SendAsync(Given.Mail(Account()), CancellationToken.None));
        Assert.Equal(0, _server.Connections);
    }

    [Theory]
    [InlineData(421, "4.3.2", typeof(SendOutcome.Transient))]
    [InlineData(450, "4.2.0", typeof(SendOutcome.Transient))]
    [InlineData(452, "4.2.2", typeof(SendOutcome.Transient))]
    [InlineData(421, "4.7.28", typeof(SendOutcome.Throttled))]
    [InlineData(451, "4.4.5", typeof(SendOutcome.Throttled))]
    [InlineData(550, "5.7.1", typeof(SendOutcome.Rejected))]
    [InlineData(552, "5.2.2", typeof(SendOutcome.Rejected))]
    [InlineData(554, "", typeof(SendOutcome.Rejected))]
    [InlineData(530, "5.7.0", typeof(SendOutcome.Misconfigured))]
    [InlineData(550, "5.1.8", typeof(SendOutcome.Misconfigured))]
    public async Task Reply_ToTheRecipient_HasItsOutcome(int status, string code, Type outcome)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(status, code, "No."));
        using var channel = SmtpGiven.Channel(_server);

        Assert.IsType(outcome, await channel.SendAsync(Given.Mail(Account()), CancellationToken.None));
    }

    [Theory]
    [InlineData(550, "5.1.1", true)]
    [InlineData(550, "5.1.10", true)]
    [InlineData(550, "5.2.1", true)]
    [InlineData(550, "5.1.0", false)]
    [InlineData(552, "5.2.2", false)]
    [InlineData(550, "5.7.1", false)]
    [InlineData(550, "", false)]
    public async Task Refusal_ThatSaysNever_IsAHardBounce_AndNoOther(int status, string code, bool isHard)
    {
        _server.Script.Everybody(new Misbehaviour.Refuse(status, code, "<ann@example.net> No."));
        using var channel = SmtpGiven.Channel(_server);

        var rejected = Assert.IsType<SendOutcome.Rejected>(await channel.SendAsync(Given.Mail(Account()), CancellationToken.None));

        Assert.Equal(isHard ? SuppressionReason.HardBounce : null, rejected.Verdict?.Reason);
        Assert.DoesNotContain("ann@example.net", rejected.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("554 5.3.2 No service", typeof(SendOutcome.Misconfigured))]
    [InlineData("421 4.3.2 Shutting down", typeof(SendOutcome.Transient))]
    [InlineData("not SMTP", typeof(SendOutcome.Transient))]
    public async Task Greeting_ThatIsNone_HasItsOutcome(string greeting, Type outcome)
    {
        _server.Greeting = greeting;
        using var channel = SmtpGiven.Channel(_server);

        Assert.IsType(outcome, await channel.SendAsync(Given.Mail(Account()), CancellationToken.None));
    }

    [Theory]
    [InlineData("host", "https://smtp.example.com")]
    [InlineData("host", "smtp.example.com:587")]
    [InlineData("host", "169.254.169.254")]
    [InlineData("port", "0")]
    [InlineData("port", "70000")]
    [InlineData("security", "ssl")]
    [InlineData("senderAddress", "Ann <ann@example.net>")]
    [InlineData("bounceAddress", "bounces")]
    public void Setting_ThatIsNone_IsRefused(string name, string value)
    {
        using var channel = SmtpGiven.Channel(_server, outbound: new OutboundOptions());

        Assert.NotNull(channel.Settings.Single(setting => setting.Name == name).Check(value));
    }

    [Theory]
    [InlineData("port", "6379", "port")]
    [InlineData("security", "none", "security")]
    [InlineData("accessToken", "token", "accessToken")]
    [InlineData("username", null, "username")]
    [InlineData("password", null, "password")]
    public void Settings_ThatDoNotFit_AreNamed(string name, string? value, string expected)
    {
        using var channel = SmtpGiven.Channel(_server, outbound: new OutboundOptions());
        var settings = _server.Settings();
        (settings["host"], settings["port"]) = ("smtp.example.com", "587");
        if (value is null)
        {
            settings.Remove(name);
        }
        else
        {
            settings[name] = value;
        }

        Assert.Equal(expected, Assert.Single(channel.Check(ChannelKind.Email, settings)).Setting);
    }

    private Domain.Accounts.ResolvedAccount Account(params (string Name, string Value)[] more)
    {
        var settings = _server.Settings();
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return Given.Account("smtp", ChannelKind.Email, settings);
    }
}
