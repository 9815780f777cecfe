using CampaignTasks.Domain.Timers;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="ITimerMarks"/> does.</summary>
public abstract class TimerMarksContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<ITimerMarks> NewStoreAsync();

    [Fact]
    public async Task Mark_OfEachFunction_IsTheLastOneSet()
    {
        var marks = await NewStoreAsync();
        await marks.SetAsync("One", Samples.Now, Token);
        await marks.SetAsync("One", Samples.Now.AddMinutes(1), Token);
        await marks.SetAsync("Two", Samples.Now, Token);

        Assert.Equal(Samples.Now.AddMinutes(1), await marks.FindAsync("One", Token));
        Assert.Equal(Samples.Now, await marks.FindAsync("Two", Token));
        Assert.Null(await marks.FindAsync("Three", Token));
    }
}
