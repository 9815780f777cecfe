namespace CampaignTasks.Application.Telemetry;

/// <summary>The log messages of the use cases. Ids 4004 to 4016 and 4500 to 4599; never an address or a body.</summary>
internal static partial class Log
{
    [LoggerMessage(4500, LogLevel.Warning, "The state of run {RunId} could not be read.")]
    public static partial void RunNotRead(this ILogger logger, Exception exception, string runId);

    [LoggerMessage(
        4501,
        LogLevel.Information,
        "Run {RunId} of task {TaskId} was planned by version {PlanVersion}: {Pages} pages in {Lanes} lanes."
    )]
    public static partial void RunPlanned(this ILogger logger, string runId, string taskId, int planVersion, int pages, int lanes);

    [LoggerMessage(4502, LogLevel.Information, "Run {RunId} of task {TaskId} ended {Status}.")]
    public static partial void RunEnded(this ILogger logger, string runId, string taskId, string status);

    [LoggerMessage(4503, LogLevel.Warning, "Account {AccountId} was stopped: {Code}.")]
    public static partial void AccountStopped(this ILogger logger, string accountId, string code);

    [LoggerMessage(4504, LogLevel.Warning, "Task {TaskId} was paused: {Code}.")]
    public static partial void TaskPaused(this ILogger logger, string taskId, string code);

    [LoggerMessage(4505, LogLevel.Warning, "{Count} interrupted messages on page {Page} of run {RunId} were recovered.")]
    public static partial void Recovered(this ILogger logger, int count, int page, string runId);

    [LoggerMessage(4506, LogLevel.Warning, "Page {Page} of run {RunId} was taken by another claim.")]
    public static partial void PageLost(this ILogger logger, Exception exception, int page, string runId);

    [LoggerMessage(4507, LogLevel.Information, "{Count} live tasks were notified to read their state again.")]
    public static partial void Reconciled(this ILogger logger, int count);

    [LoggerMessage(4508, LogLevel.Warning, "Task {TaskId} could not be notified to read its state again.")]
    public static partial void SignalFailed(this ILogger logger, Exception exception, string taskId);

    [LoggerMessage(4509, LogLevel.Information, "{Count} old orchestration histories were purged.")]
    public static partial void HistoriesPurged(this ILogger logger, int count);

    [LoggerMessage(
        4550,
        LogLevel.Information,
        "{Count} runs and rows of tenant {TenantId} were deleted, which it does not keep any longer."
    )]
    public static partial void ExpiredDeleted(this ILogger logger, int count, string tenantId);

    [LoggerMessage(4551, LogLevel.Warning, "What tenant {TenantId} does not keep any longer could not be deleted; the next tick retries.")]
    public static partial void ExpiredNotDeleted(this ILogger logger, Exception exception, string tenantId);

    [LoggerMessage(4552, LogLevel.Information, "The counter of contacts of tenant {TenantId} was wrong by {Drift} and was corrected.")]
    public static partial void CounterCorrected(this ILogger logger, string tenantId, long drift);

    [LoggerMessage(4511, LogLevel.Warning, "Live tasks could not be notified to read their state again; retrying.")]
    public static partial void NotReconciled(this ILogger logger, Exception exception);

    [LoggerMessage(4512, LogLevel.Error, "An attempt to send a message on page {Page} of run {RunId} failed unexpectedly.")]
    public static partial void AttemptFailed(this ILogger logger, Exception exception, int page, string runId);

    [LoggerMessage(4513, LogLevel.Warning, "Task {TaskId} does not progress: {Code}.")]
    public static partial void TaskNotProgressing(this ILogger logger, string taskId, string code);

    [LoggerMessage(4519, LogLevel.Warning, "Automation {AutomationId} does not progress: {Code}.")]
    public static partial void AutomationNotProgressing(this ILogger logger, string automationId, string code);

    [LoggerMessage(4540, LogLevel.Warning, "Messages on page {Page} of run {RunId} stay pending: their eligibility could not be checked.")]
    public static partial void EligibilityCheckFailed(this ILogger logger, Exception exception, int page, string runId);

    [LoggerMessage(4531, LogLevel.Warning, "Lane {Lane} could not be notified of a free sender; it continues by itself.")]
    public static partial void LaneNotNotified(this ILogger logger, Exception exception, string lane);

    [LoggerMessage(4530, LogLevel.Warning, "Run {RunId} could not be continued in the step that opened it; another step retries.")]
    public static partial void RunNotContinued(this ILogger logger, Exception exception, string runId);

    [LoggerMessage(
        4001,
        LogLevel.Warning,
        "Task {TaskId} was stored as {Status}, but its orchestration could not be notified; reconciliation will notify it."
    )]
    public static partial void TaskNotNotified(this ILogger logger, string taskId, string status, Exception exception);

    [LoggerMessage(4005, LogLevel.Information, "Task {TaskId} of tenant {TenantId}: {Change}; now {Status}.")]
    public static partial void TaskChanged(this ILogger logger, string taskId, string tenantId, string change, string status);

    [LoggerMessage(4007, LogLevel.Information, "Account {AccountId} got {Count} receipts for run {RunId}.")]
    public static partial void ReceiptsRecorded(this ILogger logger, string accountId, int count, string runId);

    [LoggerMessage(4009, LogLevel.Information, "Account {AccountId} got the keyword {Keyword}.")]
    public static partial void KeywordReceived(this ILogger logger, string accountId, string keyword);

    [LoggerMessage(4060, LogLevel.Information, "Contact {ContactId} joined the chat of account {AccountId}.")]
    public static partial void ContactJoined(this ILogger logger, string contactId, string accountId);

    [LoggerMessage(
        4061,
        LogLevel.Information,
        "A link to account {AccountId} joined nobody: it has ended, or its contact is gone or has a chat."
    )]
    public static partial void JoinRefused(this ILogger logger, string accountId);

    [LoggerMessage(4008, LogLevel.Warning, "Receipts of page {Page} of run {RunId} were not folded into it; they still count.")]
    public static partial void FoldFailed(this ILogger logger, int page, string runId, Exception exception);

    [LoggerMessage(4014, LogLevel.Warning, "Erasure {ErasureId} was stored, but its scan did not start; reconciliation will start it.")]
    public static partial void ErasureNotStarted(this ILogger logger, Exception exception, string erasureId);

    [LoggerMessage(4018, LogLevel.Warning, "Automation {AutomationId} was not told of new facts; it finds them in its inbox later.")]
    public static partial void AutomationNotWoken(this ILogger logger, Exception exception, string automationId);

    [LoggerMessage(4070, LogLevel.Information, "Webhook {WebhookId} of tenant {TenantId} was {Change}.")]
    public static partial void WebhookChanged(this ILogger logger, string webhookId, string tenantId, string change);

    [LoggerMessage(4071, LogLevel.Error, "Webhook {WebhookId} of tenant {TenantId} was disabled: {Reason}")]
    public static partial void WebhookDisabled(this ILogger logger, string webhookId, string tenantId, string reason);

    [LoggerMessage(4072, LogLevel.Warning, "Webhooks of tenant {TenantId} were not notified of events.")]
    public static partial void WebhooksNotNotified(this ILogger logger, Exception exception, string tenantId);

    [LoggerMessage(4073, LogLevel.Warning, "{Count} deliveries of webhook {WebhookId} were not on the queue; they are again.")]
    public static partial void DeliveriesFound(this ILogger logger, int count, string webhookId);

    [LoggerMessage(4015, LogLevel.Error, "The subject of erasure {ErasureId} cannot be decrypted; the erasure stays open.")]
    public static partial void ErasureNotOpened(this ILogger logger, Exception exception, string erasureId);

    [LoggerMessage(4016, LogLevel.Information, "Tenant {TenantId} is now {Change}.")]
    public static partial void TenantChanged(this ILogger logger, string tenantId, string change);

    [LoggerMessage(4017, LogLevel.Information, "Creative {CreativeId} of tenant {TenantId} was {Change}; now version {Version}.")]
    public static partial void CreativeChanged(this ILogger logger, string creativeId, string tenantId, string change, int version);

    [LoggerMessage(4540, LogLevel.Warning, "Automation {AutomationId} was paused: {Code}.")]
    public static partial void AutomationPaused(this ILogger logger, string automationId, string code);

    [LoggerMessage(4541, LogLevel.Information, "Automation {AutomationId} of tenant {TenantId}: {Change}; now {Status}.")]
    public static partial void AutomationChanged(this ILogger logger, string automationId, string tenantId, string change, string status);

    [LoggerMessage(
        4542,
        LogLevel.Warning,
        "Automation {AutomationId} was stored as {Status}, but its orchestration could not be notified; reconciliation will notify it."
    )]
    public static partial void AutomationNotNotified(this ILogger logger, string automationId, string status, Exception exception);

    [LoggerMessage(4004, LogLevel.Information, "Channel account {AccountId} of tenant {TenantId} was {Change}.")]
    public static partial void AccountChanged(this ILogger logger, string accountId, string tenantId, string change);

    [LoggerMessage(4550, LogLevel.Error, "{Count} single messages were not stored.")]
    public static partial void SingleMessagesNotStored(this ILogger logger, Exception exception, int count);

    [LoggerMessage(4551, LogLevel.Warning, "Single messages of run {RunId} were not sent at once; the sweep finds them.")]
    public static partial void SingleMessagesNotSent(this ILogger logger, Exception exception, string runId);

    [LoggerMessage(4552, LogLevel.Information, "{Count} batches of single messages were found left, and are carried on.")]
    public static partial void SingleMessagesResumed(this ILogger logger, int count);

    [LoggerMessage(
        4553,
        LogLevel.Warning,
        "The provider's id of a message of run {RunId} was not stored: reports of account {AccountId} miss it."
    )]
    public static partial void ProviderIdNotStored(this ILogger logger, Exception exception, string accountId, string runId);
}
