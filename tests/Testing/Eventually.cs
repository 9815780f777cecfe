using Xunit;

namespace CampaignTasks.Testing;

/// <summary>Waits for what another thread or process brings about, where it gives no signal.</summary>
public static class Eventually
{
    /// <summary>Returns when the condition holds; fails when it does not within the timeout (default 30 s).</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan? timeout = null)
    {
        var limit = timeout ?? TimeSpan.FromSeconds(30);
        for (
            var start = TimeProvider.System.GetTimestamp();
            !await condition();
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System)
        )
            Assert.True(TimeProvider.System.GetElapsedTime(start) < limit, "The condition did not come to hold.");
    }

    /// <inheritdoc cref="HoldsAsync(Func{Task{bool}}, TimeSpan?)"/>
    public static Task HoldsAsync(Func<bool> condition, TimeSpan? timeout = null) =>
        HoldsAsync(() => Task.FromResult(condition()), timeout);
}
