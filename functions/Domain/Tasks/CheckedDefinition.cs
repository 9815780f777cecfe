using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Schedules;

namespace CampaignTasks.Domain.Tasks;

/// <summary>A definition without faults; only <see cref="TaskDefinition.Check"/> makes one.</summary>
public sealed record CheckedDefinition
{
    internal CheckedDefinition(
        string name, string? campaign, ChannelKind channel, IReadOnlyList<string>? accounts, Creative creative, Schedule schedule, Pacing pacing,
        bool stopOnFailure, OverlapRule overlap, CappedRule whenCapped, ParsedList? recipients, Audience? target)
    {
        Name = name;
        Campaign = campaign;
        Channel = channel;
        Accounts = accounts;
        Creative = creative;
        Schedule = schedule;
        Pacing = pacing;
        StopOnFailure = stopOnFailure;
        Overlap = overlap;
        WhenCapped = whenCapped;
        Recipients = recipients;
        Target = target;
    }

    public string Name { get; }

    public string? Campaign { get; }

    public ChannelKind Channel { get; }

    /// <summary>The ids the caller named, whose existence is still to be checked; null: the channel's default.</summary>
    public IReadOnlyList<string>? Accounts { get; }

    public Creative Creative { get; }

    public Schedule Schedule { get; }

    public Pacing Pacing { get; }

    public bool StopOnFailure { get; }

    public OverlapRule Overlap { get; }

    public CappedRule WhenCapped { get; }

    /// <summary>The parsed list; null in an edit that keeps the task's audience, and for audiences of other kinds.</summary>
    public ParsedList? Recipients { get; }

    /// <summary>The audience of another kind; null for a list and in an edit that keeps the task's audience.</summary>
    public Audience? Target { get; }

    /// <summary>A draft of this definition.</summary>
    /// <param name="tenantId">Whose it is.</param>
    /// <param name="id">Its ULID.</param>
    /// <param name="accounts">The ids of the accounts that send, found and of this channel; at least one.</param>
    /// <param name="now">When it is created.</param>
    /// <exception cref="InvalidOperationException">The definition is an edit's and has no audience.</exception>
    public CampaignTask NewTask(string tenantId, string id, IReadOnlyList<string> accounts, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfZero(accounts.Count, nameof(accounts));
        return new CampaignTask
        {
            TenantId = tenantId,
            Id = id,
            Name = Name,
            Campaign = Campaign,
            Channel = Channel,
            Accounts = accounts,
            Audience = Recipients?.ToAudience(version: 1) ?? Target ?? throw new InvalidOperationException("A new task needs an audience."),
            Creative = Creative,
            Schedule = Schedule,
            Pacing = Pacing,
            StopOnFailure = StopOnFailure,
            Overlap = Overlap,
            WhenCapped = WhenCapped,
            CreatedAt = now,
            UpdatedAt = now,
        }.RecordCreation(source: null);
    }
}
