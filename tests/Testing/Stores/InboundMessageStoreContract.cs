using CampaignTasks.Domain.Messages;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IInboundMessageStore"/> does.</summary>
public abstract class InboundMessageStoreContract
{
    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IInboundMessageStore> NewStoreAsync();

    [Fact]
    public async Task Add_AMessageThatWasReceivedBefore_ReturnsWhenItFirstWas()
    {
        var store = await NewStoreAsync();

        Assert.Equal(At(1), await store.AddAsync("acme", "account", "SM1", At(1), Token));
        Assert.Equal(At(2), await store.AddAsync("acme", "account", "SM2", At(2), Token));
        Assert.Equal(At(1), await store.AddAsync("acme", "account", "SM1", At(3), Token));
    }

    [Fact]
    public async Task Add_TheSameIdOfAnotherAccountOrTenant_IsAnotherMessage()
    {
        var store = await NewStoreAsync();
        await store.AddAsync("acme", "account", "SM1", At(1), Token);

        Assert.Equal(At(2), await store.AddAsync("acme", "other", "SM1", At(2), Token));
        Assert.Equal(At(3), await store.AddAsync("other", "account", "SM1", At(3), Token));
    }

    [Fact]
    public async Task Add_AnyIdOfAProvider_IsRecognised()
    {
        var store = await NewStoreAsync();
        foreach (var text in Samples.HostileTexts)
        {
            Assert.Equal(At(1), await store.AddAsync("acme", "account", text, At(1), Token));
            Assert.Equal(At(1), await store.AddAsync("acme", "account", text, At(2), Token));
        }
    }

    private static DateTimeOffset At(int minute) => Samples.Now.AddMinutes(minute);
}
