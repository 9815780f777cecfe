namespace CampaignTasks.Api.Health;

/// <summary>One part that the app cannot do without. Register any number.</summary>
internal interface IHealthCheck
{
    /// <summary>Its name in the answer, such as <c>storage</c>.</summary>
    string Name { get; }

    /// <summary>Returns when the part works; throws when it does not.</summary>
    /// <exception cref="DegradedException">The part works, but not as well as it should.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
