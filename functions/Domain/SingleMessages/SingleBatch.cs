using System.Text.Json.Serialization;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.SingleMessages;

/// <summary>
/// Single messages that were requested at about the same time and are sent alike. They are one run with one page, so that senders,
/// receipts and retention know no other kind.
/// </summary>
public sealed record SingleBatch
{
    /// <summary>The owner of the runs of single messages, in the place of a task's id.</summary>
    public const string Owner = "single";

    /// <summary>The most messages of a batch: they are stored in one transaction.</summary>
    public const int MostMessages = 90;

    /// <summary>The time after which a message that could not leave is canceled.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    // Whom the messages go to is in the ledger.
    private static readonly PastedList Nobody = new(Version: 1, Size: 0, Duplicates: 0);

    public required string TenantId { get; init; }

    public required RunId Run { get; init; }

    public required ChannelKind Channel { get; init; }

    /// <summary>The accounts that send, in the order in which they are asked.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    public MessagePurpose Purpose { get; init; }

    /// <summary>The instant before which nothing of it leaves; null: at once.</summary>
    public DateTimeOffset? SendAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The ids of the requests, in the order of the messages on the page.</summary>
    public required IReadOnlyList<string> Requests { get; init; }

    /// <summary>The instant from which its messages may leave.</summary>
    [JsonIgnore]
    public DateTimeOffset DueAt => SendAt ?? CreatedAt;

    /// <summary>The instant from which what has not left is canceled.</summary>
    [JsonIgnore]
    public DateTimeOffset ExpiresAt => DueAt + LongestWait;

    /// <summary>Returns the id of a message, which is its place in the ledger.</summary>
    public MessageId MessageAt(int index) => new(Run, Page: 0, index);

    /// <summary>Makes the task by which the messages are sent: senders know no other kind.</summary>
    public CampaignTask ToTask() =>
        new()
        {
            TenantId = TenantId,
            Id = Owner,
            Plan = new TaskPlan
            {
                Name = "Single messages",
                Channel = Channel,
                Accounts = Accounts,
                Audience = Nobody,

                // Each message has its own.
                Creatives = [],
            },
            Status = CampaignTaskStatus.Running,
            CurrentRun = Run,
            CreatedAt = CreatedAt,
            UpdatedAt = CreatedAt,
        };
}
