namespace CampaignTasks.Domain.Facts;

/// <summary>An inbox of facts per automation. A fact stays in it until it is deleted.</summary>
public interface IFactInbox
{
    /// <summary>The time for which facts are kept that nobody reads.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>The most facts in a batch.</summary>
    const int BatchSize = 250;

    /// <summary>
    /// Appends facts, <see cref="BatchSize"/> or fewer to a batch. When it throws, some of them may be stored; appending them again is
    /// harmless, since facts may come twice.
    /// </summary>
    Task AppendAsync(string tenantId, string automationId, IReadOnlyCollection<ContactFact> facts, CancellationToken cancellationToken);

    /// <summary>Reads the oldest batches, oldest first: one range read. It deletes nothing.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="automationId">The automation.</param>
    /// <param name="most">The most batches to read, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    Task<IReadOnlyList<FactBatch>> ReadAsync(string tenantId, string automationId, int most, CancellationToken cancellationToken);

    /// <summary>Deletes batches by their tokens. Those that are gone are not an error.</summary>
    Task DeleteAsync(string tenantId, string automationId, IReadOnlyCollection<string> tokens, CancellationToken cancellationToken);

    /// <summary>Deletes everything in the inbox: the automation is archived or gone. Repeating it is harmless.</summary>
    Task ClearAsync(string tenantId, string automationId, CancellationToken cancellationToken);
}
