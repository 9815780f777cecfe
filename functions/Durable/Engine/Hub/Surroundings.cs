using System.Security.Cryptography;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>
/// What a hub takes from its process, beside storage and clock: threads to run on, and chance. A simulation registers its own, so that the
/// same life of a hub can be run again on one thread.
/// </summary>
/// <param name="Threads">Where loops begin. What they await continues there too: nothing in a hub leaves its scheduler.</param>
/// <param name="Chance">Fills what makes ids unique.</param>
internal sealed record Surroundings(TaskScheduler Threads, Action<Span<byte>> Chance)
{
    public static readonly Surroundings OfTheProcess = new(TaskScheduler.Default, RandomNumberGenerator.Fill);

    /// <summary>Begins a loop on a thread of its own.</summary>
    public Task Run(Func<Task> loop) =>
        Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Threads).Unwrap();

    /// <summary>Cancels as <see cref="CancellationTokenSource.CancelAsync"/> does: whoever was waiting goes on elsewhere, not inside this call.</summary>
    public Task CancelAsync(CancellationTokenSource source) =>
        Task.Factory.StartNew(source.Cancel, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Threads);
}
