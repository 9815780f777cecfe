using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Testing;

/// <summary>Good defaults: a test changes with <c>with</c> only what matters to it.</summary>
public static class Any
{
    public const string TenantId = "01k9tenant00000000000000aa";

    public const string TaskId = "01k9task0000000000000000aa";

    public const string AccountId = "01k9account00000000000000a";

    /// <summary>When tests happen.</summary>
    public static readonly DateTimeOffset Now = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    public static readonly RunId RunId = RunId.From(TenantId, TaskId, Now);

    /// <summary>An e-mail draft to one person, to start at once.</summary>
    public static CampaignTask Task() => Task(Plan());

    /// <summary>A draft of a plan.</summary>
    public static CampaignTask Task(TaskPlan plan) =>
        new()
        {
            TenantId = TenantId,
            Id = TaskId,
            Plan = plan,
            CreatedAt = Now,
            UpdatedAt = Now,
        };

    /// <summary>An e-mail to one person, at once.</summary>
    public static TaskPlan Plan() =>
        new()
        {
            Name = "New product announcement",
            Channel = ChannelKind.Email,
            Accounts = [AccountId],
            Audience = new PastedList(Version: 1, Size: 1, Duplicates: 0),
            Creatives = [new(Creative())],
        };

    /// <summary>A task in a status, with what a task in that status has.</summary>
    public static CampaignTask Task(CampaignTaskStatus status) =>
        status switch
        {
            CampaignTaskStatus.Scheduled => Task(Plan() with { Schedule = new(Now.AddHours(1)) }) with
            {
                Status = status,
                NextOccurrence = Now.AddHours(1),
            },
            CampaignTaskStatus.Running => Task() with { Status = status, NextOccurrence = Now, CurrentRun = RunId },
            CampaignTaskStatus.Paused => Task(CampaignTaskStatus.Running) with
            {
                Status = status,
                PausedFrom = CampaignTaskStatus.Running,
                PauseReason = CampaignTask.PausedByUser,
            },
            CampaignTaskStatus.Completed or CampaignTaskStatus.Failed or CampaignTaskStatus.Canceled => Task() with
            {
                Status = status,
                CurrentRun = RunId,
                EndReason = "over",
            },
            _ => Task() with { Status = status },
        };

    /// <summary>A test of a task on one tester.</summary>
    public static TestSend TestSend(CampaignTask task) =>
        new(RunId.OfTest(task.TenantId, task.Id, "test"), Now, TaskActor.Service, task.PlanVersion)
        {
            Testers = [new TestRecipient("tester", "Tess Terry", "tess@example.net")],
        };

    public static Creative Creative() => new("Hello", "Hi {{ firstName | default: 'there' }}, it is here.", Html: null);

    /// <summary>A good e-mail task as a caller gives it.</summary>
    public static TaskDefinition Definition() =>
        new()
        {
            Name = "New product announcement",
            Channel = ChannelKind.Email,
            List = "ann@example.net\nbob@example.net",
            Creatives = [new(Creative())],
        };

    /// <summary>A sandbox account of e-mail, the channel's default.</summary>
    public static ChannelAccount Account() =>
        new()
        {
            TenantId = TenantId,
            Id = AccountId,
            Name = "News mail",
            Channel = ChannelKind.Email,
            Provider = "sandbox",
            IsDefault = true,
            Settings = new Dictionary<string, string>(),
            ProtectedSecrets = new Dictionary<string, string>(),
            CreatedAt = Now,
            UpdatedAt = Now,
        };

    public static ResolvedAccount OpenAccount() => new(Account(), new Dictionary<string, string>());

    public static Run Run() =>
        new()
        {
            TenantId = TenantId,
            TaskId = TaskId,
            Id = RunId,
            Occurrence = Now,
            Status = RunStatus.Running,
            Lanes = 1,
            Pages = 1,
            StartedAt = Now,
        };

    /// <summary>A page of messages that are all owed, to <c>user0@example.net</c> and so on.</summary>
    public static LedgerPage Page(int messages = 3, int number = 0) =>
        LedgerPage.Plan(number, Enumerable.Range(0, messages).Select(i => $"user{i}@example.net"), Now);

    /// <summary>A receipt for a place of page 0.</summary>
    public static Receipt Receipt(MessageState state, int index = 0, int minutes = 1) =>
        new(new MessageId(RunId, 0, index), state, "provider-1", Reason: null, Now.AddMinutes(minutes));

    public static OutgoingMessage Message() =>
        new(
            new MessageId(RunId, 0, 0),
            ChannelKind.Email,
            "ann@example.net",
            new RenderedCreative("Hello", "Hi there, it is here.", Html: null),
            OpenAccount(),
            StatusCallback: null
        );
}
