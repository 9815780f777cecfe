using CampaignTasks.Domain.Deployment;
using Xunit;

namespace CampaignTasks.Testing.Stores;

/// <summary>What every <see cref="IDeploymentNotes"/> does.</summary>
public abstract class DeploymentNotesContract
{
    private static CancellationToken Token => CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IDeploymentNotes> NewStoreAsync();

    [Fact]
    public async Task Note_OfEachName_IsTheLastOneLeft()
    {
        var notes = await NewStoreAsync();
        var longest = new string('x', 30_000);
        await notes.SetAsync("one", "first", Token);
        await notes.SetAsync("one", longest, Token);
        await notes.SetAsync("two", "", Token);

        Assert.Equal(longest, await notes.FindAsync("one", Token));
        Assert.Equal("", await notes.FindAsync("two", Token));
        Assert.Null(await notes.FindAsync("three", Token));
    }
}
