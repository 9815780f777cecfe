using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ILedger"/> does with the recipients of messages.</summary>
public abstract class LedgerRecipientContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty ledger.</summary>
    protected abstract Task<ILedger> NewLedgerAsync();

    [Fact]
    public async Task Message_ThatWentToAnotherAddress_IsKeptWithThatOne()
    {
        var ledger = await NewLedgerAsync();
        var run = Samples.Run();
        Recipient[] recipients = [new("ann@example.net", "c-1"), new("bob@example.net")];
        await ledger.AddPagesAsync(run, [LedgerPage.Plan(0, recipients, Samples.Now, "Europe/Paris")], Token);
        var page = (await ledger.ReadPageAsync(run, 0, Token))!;
        page.Claim("claim", "account", 0, 2, Samples.Now);
        await ledger.SavePageAsync(run, page, Token);
        page.Settle(0, MessageState.Sent, 1, "p-1", "addressChanged", Samples.Now, movedTo: "ann@example.org");
        page.Settle(1, MessageState.Sent, 1, "p-2", null, Samples.Now);
        page.Release();

        await ledger.SavePageAsync(run, page, Token);
        var read = (await ledger.ReadPageAsync(run, 0, Token))!;

        Assert.Equal(page.Messages, read.Messages);
        Assert.Equal(
            ("ann@example.org", "c-1", "bob@example.net"),
            (read.Messages[0].Address, read.Messages[0].ContactId, read.Messages[1].Address)
        );
        Assert.Equal(("Europe/Paris", null, 2), (read.Zone, read.ClaimId, (await ledger.CountAsync(run, Token)).Sent));
    }

    [Fact]
    public async Task Page_OfContacts_KeepsWhoEachMessageIsFor()
    {
        var ledger = await NewLedgerAsync();
        var run = Samples.Run();
        Recipient[] recipients = [new("ann@example.net", "c-1"), new("bob@example.net"), new("zoe@example.net", "c.3")];

        await ledger.AddPagesAsync(run, [LedgerPage.Plan(0, recipients, Samples.Now)], Token);
        var page = (await ledger.ReadPageAsync(run, 0, Token))!;
        page.Claim("claim", "account", 0, 1, Samples.Now);
        await ledger.SavePageAsync(run, page, Token);

        var read = (await ledger.ReadPageAsync(run, 0, Token))!;
        Assert.Equal(["c-1", null, "c.3"], read.Messages.Select(message => message.ContactId));
        Assert.Equal(recipients.Select(r => r.Address), read.Messages.Select(message => message.Address));
    }
}
