namespace CampaignTasks.Testing.Providers;

/// <summary>A server in a provider's place.</summary>
public interface IStandIn : IAsyncDisposable
{
    /// <summary>Which requests fail, and how.</summary>
    Script Script { get; }

    /// <summary>Every request with a readable address, in order of arrival.</summary>
    IReadOnlyCollection<ProviderRequest> Requests { get; }

    /// <summary>How many requests came.</summary>
    int RequestCount { get; }
}
