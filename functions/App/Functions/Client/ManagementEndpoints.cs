using System.Text.Json;
using CampaignTasks.App.Health;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Deployment;

namespace CampaignTasks.App.Functions.Client;

/// <summary>
/// Knows where the Durable extension answers. Only a function with a client binding is told, and Azure may run that function in another process than
/// the one that asks: so whoever is told leaves a sealed note for all. Thread-safe.
/// </summary>
internal sealed class ManagementEndpoints(IDeploymentNotes notes, ISecretBox box, ILogger<ManagementEndpoints> logger) : IHealthPart
{
    private const string Note = "durable-management";

    private volatile ManagementEndpoint? _known;

    public string Name => "orchestrations";

    /// <summary>Takes what the host just said, and tells the others when it is news.</summary>
    public async Task LearnAsync(ManagementEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (endpoint != await FindAsync(cancellationToken))
        {
            await notes.SetAsync(Note, box.Seal(JsonSerializer.Serialize(endpoint, ManagementJson.Default.ManagementEndpoint), Note), cancellationToken);
            logger.ManagementLearned(endpoint.BaseUrl);
        }

        _known = endpoint;
    }

    /// <summary>The endpoint.</summary>
    /// <exception cref="ManagementUnknownException">No process was told yet.</exception>
    public async ValueTask<ManagementEndpoint> GetAsync(CancellationToken cancellationToken) => _known ??= await FindAsync(cancellationToken)
        ?? throw new ManagementUnknownException();

    /// <summary>Looks again after an endpoint did not answer as it should.</summary>
    /// <returns>Another endpoint, or null when nothing better is known.</returns>
    public async Task<ManagementEndpoint?> RefreshAsync(ManagementEndpoint failed, CancellationToken cancellationToken)
    {
        var found = await FindAsync(cancellationToken);
        if (found is null || found == failed)
        {
            return null;
        }

        return _known = found;
    }

    /// <exception cref="ManagementUnknownException">No process was told yet.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken) => await GetAsync(cancellationToken);

    private async Task<ManagementEndpoint?> FindAsync(CancellationToken cancellationToken)
    {
        if (await notes.FindAsync(Note, cancellationToken) is not { } note)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(box.Open(note, Note), ManagementJson.Default.ManagementEndpoint);
        }
        catch (InvalidOperationException e)
        {
            // Sealed with a key that is no more: the next telling writes it anew.
            logger.ManagementUnreadable(e);
            return null;
        }
    }
}

/// <summary>The address of the Durable extension is not known yet; the function that is told it runs when the app starts.</summary>
internal sealed class ManagementUnknownException()
    : IOException("The Functions host has not said yet where orchestrations are managed. Its function DurableEndpoint runs at start; try again in a moment.");
