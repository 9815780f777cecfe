using CampaignTasks.Channels.Tests.Contract;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Testing.Providers;
using MimeKit;

namespace CampaignTasks.Channels.Tests.Smtp;

public sealed class SmtpMailContract : ChannelContract
{
    private protected override ChannelKind Kind => ChannelKind.Email;

    private protected override string To => "ann@example.net";

    private protected override Misbehaviour Rejects { get; } = new Misbehaviour.Refuse(550, "5.1.1", "<ann@example.net> User unknown");

    private protected override Misbehaviour? RefusesAccount { get; } = new Misbehaviour.Refuse(530, "5.7.0", "Authentication required");

    private protected override bool NamesWaits => false;

    // A refusal after the content is certain: the server has not accepted the mail.
    private protected override Type WhenItFails => typeof(SendOutcome.Transient);

    private protected override Type? WhenSentElsewhere => null;

    private protected override string NeededSetting => "host";

    private protected override (string Name, string Value) BadSecret => ("password", "another-password");

    private protected override Task<IStandIn> StartAsync() => Task.FromResult<IStandIn>(SmtpStandIn.Start());

    private protected override Opened Open(TimeSpan? timeout = null)
    {
        var channel = SmtpGiven.Channel((SmtpStandIn)Server, timeout);
        return new(channel, channel);
    }

    private protected override Dictionary<string, string> Settings() => ((SmtpStandIn)Server).Settings();

    private protected override string TextOf(ProviderRequest request)
    {
        using var mail = MimeMessage.Load(new MemoryStream(request.Body.ToArray()));
        return mail.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n');
    }

    private protected override RenderedCreative Content(string text) => new("Hi", text, null);
}
