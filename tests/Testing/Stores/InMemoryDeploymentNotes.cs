using System.Collections.Concurrent;
using CampaignTasks.Domain.Deployment;

namespace CampaignTasks.Testing.Stores;

/// <summary>Deployment notes in memory.</summary>
public sealed class InMemoryDeploymentNotes : IDeploymentNotes
{
    private readonly ConcurrentDictionary<string, string> _notes = new(StringComparer.Ordinal);

    public Task<string?> FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_notes.GetValueOrDefault(name));

    public Task SetAsync(string name, string text, CancellationToken cancellationToken)
    {
        _notes[name] = text;
        return Task.CompletedTask;
    }
}
