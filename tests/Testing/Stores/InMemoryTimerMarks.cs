using System.Collections.Concurrent;
using CampaignTasks.Domain.Timers;

namespace CampaignTasks.Testing.Stores;

/// <summary>Timer marks in memory.</summary>
public sealed class InMemoryTimerMarks : ITimerMarks
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _marks = new(StringComparer.Ordinal);

    public Task<DateTimeOffset?> FindAsync(string function, CancellationToken cancellationToken) =>
        Task.FromResult<DateTimeOffset?>(_marks.TryGetValue(function, out var calledAt) ? calledAt : null);

    public Task SetAsync(string function, DateTimeOffset calledAt, CancellationToken cancellationToken)
    {
        _marks[function] = calledAt;
        return Task.CompletedTask;
    }
}
