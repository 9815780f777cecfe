namespace CampaignTasks.Domain.Webhooks;

/// <summary>A type of events that webhooks can be notified of.</summary>
/// <param name="Name">Its name, as in <c>task.completed</c>.</param>
/// <param name="Description">What has happened: one sentence.</param>
public sealed record WebhookEventType(string Name, string Description)
{
    /// <summary>A task ended with all its runs.</summary>
    public const string TaskCompleted = "task.completed";

    /// <summary>A task ended because a message failed.</summary>
    public const string TaskFailed = "task.failed";

    /// <summary>A task was canceled.</summary>
    public const string TaskCanceled = "task.canceled";

    /// <summary>A task was paused because it could not go on.</summary>
    public const string TaskPaused = "task.paused";

    /// <summary>A run ended.</summary>
    public const string RunCompleted = "run.completed";

    /// <summary>A message was delivered.</summary>
    public const string MessageDelivered = "message.delivered";

    /// <summary>A message was read.</summary>
    public const string MessageRead = "message.read";

    /// <summary>A message failed.</summary>
    public const string MessageFailed = "message.failed";

    /// <summary>Somebody wrote to an account.</summary>
    public const string MessageReceived = "message.received";

    /// <summary>Somebody opted out of a channel.</summary>
    public const string ContactUnsubscribed = "contact.unsubscribed";

    /// <summary>Somebody opted in to a channel.</summary>
    public const string ContactSubscribed = "contact.subscribed";

    /// <summary>A journey reached its goal.</summary>
    public const string JourneyConverted = "journey.converted";

    /// <summary>A journey came to the end of its steps.</summary>
    public const string JourneyCompleted = "journey.completed";

    /// <summary>A journey ended before its last step.</summary>
    public const string JourneyExited = "journey.exited";

    /// <summary>A journey came to a webhook step. Only the address of the step gets it.</summary>
    public const string AutomationStep = "automation.step";

    /// <summary>A test that a person asked for. Every webhook gets it.</summary>
    public const string Ping = "webhook.ping";

    /// <summary>The types that a webhook can name.</summary>
    public static IReadOnlyList<WebhookEventType> All { get; } =
    [
        new(TaskCompleted, "A task ended with all its runs, or was stopped by a person."),
        new(TaskFailed, "A task ended because a message failed and it stops on failure."),
        new(TaskCanceled, "A task that had begun, or was planned, was canceled."),
        new(TaskPaused, "A task was paused because it could not go on; the reason says why."),
        new(RunCompleted, "A run ended; the status says how."),
        new(MessageDelivered, "A provider reported that a message was delivered."),
        new(MessageRead, "A provider reported that a message was read."),
        new(MessageFailed, "A message failed: it was not sent, or its provider reported that it was not delivered."),
        new(MessageReceived, "Somebody wrote to an account; the text is in the event."),
        new(ContactUnsubscribed, "Somebody opted out of a channel."),
        new(ContactSubscribed, "Somebody opted in to a channel."),
        new(JourneyConverted, "A journey of an automation reached its goal."),
        new(JourneyCompleted, "A journey of an automation came to the end of its steps."),
        new(JourneyExited, "A journey of an automation ended before its last step."),
    ];
}
