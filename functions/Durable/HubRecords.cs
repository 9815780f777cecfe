namespace CampaignTasks.Durable;

/// <summary>Who owns a hub.</summary>
/// <param name="Owner">The hub instance that holds the lease; unique per start of a hub.</param>
/// <param name="Epoch">Rises by one with every change of owner: the fencing epoch.</param>
/// <param name="Renewals">Rises with every renewal: a contender sees by it that the owner is alive.</param>
/// <param name="Machine">Names the machine (and process space) of the owner's process.</param>
/// <param name="ProcessId">The owner's process.</param>
/// <param name="ProcessStart">When that process started, in the machine's own terms: a reused process id is told apart by it.</param>
/// <param name="Released">True when the owner gave the lease up by itself.</param>
/// <param name="Version">The version read or written last; null for a lease never stored.</param>
public sealed record HubLease(
    string Owner, long Epoch, long Renewals, string Machine, int ProcessId, string ProcessStart, bool Released, string? Version = null);

/// <summary>A message in an instance's inbox.</summary>
/// <param name="InstanceId">The receiver.</param>
/// <param name="Key">A ULID; the order of keys is the order of sending, per sender.</param>
/// <param name="Sender">Who numbers this message: a client's session, or an instance's start.</param>
/// <param name="Sequence">Rises per sender and receiver. A number that was applied once is not applied again.</param>
/// <param name="ExecutionId">The generation it is meant for; null for any.</param>
/// <param name="Body">The history event to apply, in the engine's encoding.</param>
public sealed record HubMessage(string InstanceId, string Key, string Sender, long Sequence, string? ExecutionId, ReadOnlyMemory<byte> Body);

/// <summary>A note for the owner, left by a client in another process.</summary>
/// <param name="Key">A ULID.</param>
/// <param name="InstanceId">The instance that has something new.</param>
/// <param name="MessageKey">The message's key in its inbox; null for a new instance.</param>
public sealed record HubWake(string Key, string InstanceId, string? MessageKey);

/// <summary>A turn, to be written as one transaction in the instance's partition.</summary>
public sealed record TurnCommit
{
    /// <summary>The state to write; its <see cref="InstanceState.Version"/> is the version expected in storage.</summary>
    public required InstanceState State { get; init; }

    /// <summary>True when the whole state changes (a new generation); false leaves <see cref="InstanceState.Start"/> and what a start fixes as stored.</summary>
    public bool Replace { get; init; }

    /// <summary>Side rows to write.</summary>
    public IReadOnlyList<HubRow> Rows { get; init; } = [];

    /// <summary>Names of side rows to delete; they exist.</summary>
    public IReadOnlyList<string> DroppedRows { get; init; } = [];

    /// <summary>Keys of inbox messages that this turn consumed.</summary>
    public IReadOnlyList<string> ConsumedMessages { get; init; } = [];
}

/// <summary>A side row of an instance.</summary>
/// <param name="Name">Letters, digits and hyphens; unique in the instance.</param>
/// <param name="Data">At most <see cref="HubLimits.RowBytes"/>.</param>
public sealed record HubRow(string Name, ReadOnlyMemory<byte> Data);

/// <summary>One page of what an owner has to care for.</summary>
/// <param name="Messages">Inbox messages, by key only.</param>
/// <param name="Instances">Instances that are not at rest.</param>
/// <param name="Continuation">Asks for the next page; null at the end.</param>
public sealed record HubScanPage(IReadOnlyList<HubWake> Messages, IReadOnlyList<ActiveInstance> Instances, string? Continuation);

/// <summary>An instance that is not at rest.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Busy">As <see cref="InstanceState.Busy"/>.</param>
/// <param name="NextDue">As <see cref="InstanceState.NextDue"/>.</param>
public sealed record ActiveInstance(string InstanceId, bool Busy, DateTimeOffset? NextDue);

/// <summary>Which instances a query wants. Unset members do not restrict.</summary>
public sealed record InstanceFilter
{
    /// <summary>Any of these; empty means any status.</summary>
    public IReadOnlyList<OrchestrationRuntimeStatus> Statuses { get; init; } = [];

    /// <summary>How the id begins, ordinal.</summary>
    public string? InstanceIdPrefix { get; init; }

    /// <summary>Created at or after.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Created at or before.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>The most states on one page, 1 to 1,000. Default 100.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>True fills start, custom status, output and failure; false leaves them empty. The engine's own columns are never filled.</summary>
    public bool WithPayloads { get; init; }
}

/// <summary>One page of a query.</summary>
/// <param name="Instances">States, ordered by instance id.</param>
/// <param name="Continuation">Asks for the next page; null at the end.</param>
public sealed record HubQueryPage(IReadOnlyList<InstanceState> Instances, string? Continuation);
