using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Tests.Contract;

public abstract partial class ChannelContract
{
    /// <summary>Whether there is somebody to ask about the account.</summary>
    private protected virtual bool CanVerify => true;

    [Fact]
    public async Task Verify_AGoodAccount_Works()
    {
        using var opened = Open();

        Assert.IsType<Verification.Works>(await opened.Channel.VerifyAsync(Account(Settings()), CancellationToken.None));
    }

    [Fact]
    public async Task Verify_WithABadSecret_Fails_AndDoesNotShowIt()
    {
        if (!CanVerify)
        {
            return;
        }

        using var opened = Open();
        var settings = Settings();
        var secret = BadSecret;
        settings[secret.Name] = secret.Value;

        var verification = await opened.Channel.VerifyAsync(Account(settings), CancellationToken.None);

        var failed = Assert.IsType<Verification.Fails>(verification);
        Assert.DoesNotContain(secret.Value, failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenNobodyListens_IsUnclear()
    {
        if (!CanVerify)
        {
            return;
        }

        await _server.DisposeAsync();
        using var opened = Open();

        Assert.IsType<Verification.Unclear>(await opened.Channel.VerifyAsync(Account(Settings()), CancellationToken.None));
    }
}
