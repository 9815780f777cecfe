namespace CampaignTasks.Api.Telemetry;

/// <summary>The log messages of the API: ids and counts, never addresses, bodies or keys. Event ids 4000 to 4017.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Error, "{Method} {Endpoint} failed; trace id {TraceId}.")]
    public static partial void RequestFailed(this ILogger logger, string method, string endpoint, string traceId, Exception exception);

    [LoggerMessage(4003, LogLevel.Information, "API key {KeyId} of tenant {TenantId} was {Change}.")]
    public static partial void KeyChanged(this ILogger logger, string keyId, string tenantId, string change);

    [LoggerMessage(4006, LogLevel.Warning, "A webhook call to account {AccountId} was refused: {Reason}.")]
    public static partial void WebhookRefused(this ILogger logger, string accountId, string reason);

    [LoggerMessage(4009, LogLevel.Warning, "The response to an idempotent request could not be stored.")]
    public static partial void AnswerNotKept(this ILogger logger, Exception exception);

    [LoggerMessage(4012, LogLevel.Warning, "The response to an idempotent request has {Bytes} bytes and is too long to be stored.")]
    public static partial void AnswerTooLong(this ILogger logger, int bytes);

    [LoggerMessage(4017, LogLevel.Warning, "A wrong key was sent from {Address}. More of them within a minute are counted and not logged.")]
    public static partial void AuthenticationFailed(this ILogger logger, string address);

    [LoggerMessage(4010, LogLevel.Warning, "Storage was unavailable while the local tenant was prepared; retrying.")]
    public static partial void LocalTenantFailed(this ILogger logger, Exception exception);
}
