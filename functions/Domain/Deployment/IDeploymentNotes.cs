namespace CampaignTasks.Domain.Deployment;

/// <summary>
/// What one process of a deployment leaves for the others to read, by name. The last note counts. A secret is sealed by whoever writes it: a store
/// keeps text as it is.
/// </summary>
public interface IDeploymentNotes
{
    /// <summary>The note; null when nobody left one.</summary>
    Task<string?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Leaves a note, at most 30,000 characters.</summary>
    Task SetAsync(string name, string text, CancellationToken cancellationToken);
}
