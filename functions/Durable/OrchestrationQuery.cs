namespace CampaignTasks.Durable;

/// <summary>Which instances to list. Everything left out matches all.</summary>
/// <param name="CreatedFrom">Created at or after this instant.</param>
/// <param name="CreatedTo">Created at or before this instant.</param>
/// <param name="Statuses">Any of these statuses.</param>
/// <param name="InstanceIdPrefix">The id starts with this, case-sensitive.</param>
/// <param name="PageSize">How many per page. Default 100.</param>
/// <param name="FetchInputsAndOutputs">Also reads input, output and custom status. Default false.</param>
/// <param name="ContinuationToken">Where to start; opaque, from an earlier page.</param>
public sealed record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>The page size if none is given.</summary>
    public const int DefaultPageSize = 100;
}

/// <summary>Which finished instances to purge. Instances that are not finished are never purged.</summary>
/// <param name="CreatedFrom">Created at or after this instant.</param>
/// <param name="CreatedTo">Created at or before this instant.</param>
/// <param name="Statuses">Any of these finished statuses; null or empty: all finished ones.</param>
public sealed record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses = null);

/// <summary>What a purge did.</summary>
/// <param name="PurgedInstanceCount">How many instances were deleted with their histories.</param>
public sealed record PurgeResult(int PurgedInstanceCount);
