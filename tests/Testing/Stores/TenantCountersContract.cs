using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Tenants;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What all <see cref="ITenantCounters"/> do.</summary>
public abstract class TenantCountersContract
{
    private static readonly DateTimeOffset Now = Samples.Now;

    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>Counters of nothing, and the contacts they count.</summary>
    protected abstract Task<(ITenantCounters Counters, IContactStore Contacts)> NewAsync();

    [Fact]
    public async Task Add_ManyAtOnce_LosesNothing()
    {
        var (counters, _) = await NewAsync();

        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => counters.AddAsync("acme", QuotaKind.Contacts, i, Token)));
        await counters.AddAsync("other", QuotaKind.Contacts, 7, Token);

        Assert.Equal(210, await counters.ReadAsync("acme", QuotaKind.Contacts, Token));
        Assert.Equal(7, await counters.ReadAsync("other", QuotaKind.Contacts, Token));
        Assert.Equal(0, await counters.ReadAsync("third", QuotaKind.Contacts, Token));
    }

    [Fact]
    public async Task Add_LessThanThereIs_NeverFallsBelowZero()
    {
        var (counters, _) = await NewAsync();

        await counters.AddAsync("acme", QuotaKind.Contacts, 2, Token);
        await counters.AddAsync("acme", QuotaKind.Contacts, -5, Token);

        Assert.Equal(0, await counters.ReadAsync("acme", QuotaKind.Contacts, Token));
    }

    [Fact]
    public async Task Recount_OfAWrongCounter_CorrectsIt_AndNotAgainBeforeItsTime()
    {
        var (counters, contacts) = await NewAsync();
        foreach (var id in new[] { "ann", "bob", "cem" })
        {
            await contacts.SaveAsync(Samples.Contact(id), Token);
        }

        await contacts.SaveAsync(Samples.Contact("dee", tenantId: "other"), Token);
        await counters.AddAsync("acme", QuotaKind.Contacts, 10, Token);

        Assert.Equal(-7, await counters.RecountAsync("acme", QuotaKind.Contacts, Now.AddHours(-20), Now, Token));
        Assert.Equal(3, await counters.ReadAsync("acme", QuotaKind.Contacts, Token));
        await counters.AddAsync("acme", QuotaKind.Contacts, 4, Token);
        Assert.Equal(0, await counters.RecountAsync("acme", QuotaKind.Contacts, Now.AddHours(-19), Now.AddHours(1), Token));
        Assert.Equal(7, await counters.ReadAsync("acme", QuotaKind.Contacts, Token));
        Assert.Equal(-4, await counters.RecountAsync("acme", QuotaKind.Contacts, Now.AddHours(1), Now.AddHours(21), Token));
    }
}
