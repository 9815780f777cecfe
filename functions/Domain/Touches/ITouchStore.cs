namespace CampaignTasks.Domain.Touches;

/// <summary>
/// Keeps what people were sent of late: what caps count, and what orders are attributed to. People are named by <see cref="Touched.By"/>.
/// </summary>
public interface ITouchStore
{
    /// <summary>
    /// When somebody of the tenant was first sent a message; null when nobody ever was. What was ordered before is nobody's conversion.
    /// </summary>
    Task<DateTimeOffset?> FirstAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>
    /// What people were sent, in their order; each is one point read, and none where nobody of the tenant was ever sent anything.
    /// </summary>
    Task<IReadOnlyList<TouchHistory>> FindManyAsync(string tenantId, IReadOnlyList<string> people, CancellationToken cancellationToken);

    /// <summary>Adds what people were sent; a message that is kept already changes nothing.</summary>
    /// <param name="tenantId">Whose people.</param>
    /// <param name="touches">Who was sent what.</param>
    /// <param name="keepFrom">What is older is forgotten.</param>
    /// <param name="cancellationToken">Cancels the writing; saying it again completes it.</param>
    Task AddAsync(
        string tenantId,
        IReadOnlyList<(string Person, Touch Touch)> touches,
        DateTimeOffset keepFrom,
        CancellationToken cancellationToken
    );

    /// <summary>Forgets a person. Repeating it is harmless.</summary>
    Task DeleteAsync(string tenantId, string person, CancellationToken cancellationToken);
}
