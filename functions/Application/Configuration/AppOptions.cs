using System.ComponentModel.DataAnnotations;

namespace CampaignTasks.Application.Configuration;

/// <summary>The section <c>CampaignTasks</c> of the configuration (<c>CampaignTasks__Name</c> in the environment).</summary>
public sealed class AppOptions
{
    public const string Section = "CampaignTasks";

    /// <summary>Gets or sets the key that may create tenants; without it no key may.</summary>
    public string? PlatformKey { get; set; }

    /// <summary>Gets or sets the key of tenant <c>local</c> in Development; generated when not set.</summary>
    public string? LocalApiKey { get; set; }

    /// <summary>
    /// Gets or sets the key of the operations API (<c>/runtime/webhooks/durabletask</c>), which is closed without it. On a Functions host
    /// the platform has that key.
    /// </summary>
    public string? SystemKey { get; set; }

    /// <summary>Gets or sets the key that secrets are encrypted with: 32 bytes in base64.</summary>
    public string? EncryptionKey { get; set; }

    /// <summary>
    /// Gets or sets earlier values of <see cref="EncryptionKey"/>, separated by commas: they still decrypt what they encrypted.
    /// </summary>
    public string? PreviousEncryptionKeys { get; set; }

    /// <summary>Gets or sets the folder for the data that Development generates; by default <c>.azurite</c>.</summary>
    [Required]
    public string DataFolder { get; set; } = ".azurite";

    /// <summary>
    /// Gets or sets the public address that providers call, as in <c>https://tasks.example.com</c>; without it the request's own is used.
    /// </summary>
    public string? PublicBaseUrl { get; set; }

    /// <summary>
    /// Gets or sets the origins of the pages that may read inboxes and show the widget, separated by commas, as in
    /// <c>https://shop.example.com</c>; by default none.
    /// </summary>
    public string? InboxOrigins { get; set; }

    /// <summary>Gets the origins one by one.</summary>
    internal IReadOnlyList<string> InboxOriginList =>
        InboxOrigins?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Gets or sets the prefix of tables, queues and containers, so that several apps can share one storage account.</summary>
    [RegularExpression("^[A-Za-z][A-Za-z0-9]{2,30}$")]
    public string HubName { get; set; } = "CampaignTasks";

    /// <summary>Gets or sets the queue of providers' events; by default the hub's name in lower case with <c>-events</c>.</summary>
    [RegularExpression("^[a-z0-9](-?[a-z0-9])+$"), StringLength(56, MinimumLength = 3)]
    public string? EventsQueue { get; set; }

    /// <summary>Gets the name of the queue of providers' events, the default included.</summary>
    internal string EventsQueueName => EventsQueue is { Length: > 0 } name ? name : $"{HubName.ToLowerInvariant()}-events";

    /// <summary>
    /// Gets or sets the queue of events on their way to webhooks; by default the hub's name in lower case with <c>-webhooks</c>.
    /// </summary>
    [RegularExpression("^[a-z0-9](-?[a-z0-9])+$"), StringLength(56, MinimumLength = 3)]
    public string? WebhooksQueue { get; set; }

    /// <summary>Gets the name of the queue of events on their way to webhooks, the default included.</summary>
    internal string WebhooksQueueName => WebhooksQueue is { Length: > 0 } name ? name : $"{HubName.ToLowerInvariant()}-webhooks";

    /// <summary>Gets or sets the requests per minute that the keys of one tenant may make together; by default 6000.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 6000;

    /// <summary>Gets or sets the wrong keys that one client address may send each minute; by default 60.</summary>
    [Range(1, 100_000)]
    public int FailedAuthenticationsPerMinute { get; set; } = 60;

    /// <summary>Gets or sets the requests this process handles at once, by default 1000; one tenant may have a quarter of them.</summary>
    [Range(4, 100_000)]
    public int RequestsAtOnce { get; set; } = 1000;

    /// <summary>Gets or sets the bodies of one tenant's requests that this process waits for at once, by default 32.</summary>
    [Range(1, 100_000)]
    public int SlowBodiesOfOneTenant { get; set; } = 32;

    /// <summary>
    /// Gets or sets the lowest average rate at which a body may arrive after the first five seconds, in bytes a second; by default 1024.
    /// </summary>
    [Range(1, 1_000_000_000)]
    public int SlowestBody { get; set; } = 1024;

    /// <summary>
    /// Gets or sets the requests with more than 256 KiB that this process handles at once, by default 4; one tenant may have a quarter of
    /// them. Each takes a processor for a while.
    /// </summary>
    [Range(4, 10_000)]
    public int LargeBodiesAtOnce { get; set; } = 4;

    /// <summary>
    /// Gets or sets the bytes that bodies in memory take together, by default 128 MiB; those of one tenant take at most half.
    /// </summary>
    [Range(16 * 1024 * 1024, int.MaxValue)]
    public int BodyMemory { get; set; } = 128 * 1024 * 1024;

    /// <summary>Gets or sets the files this process takes in at once, by default 32; one tenant may have a quarter of them.</summary>
    [Range(4, 10_000)]
    public int UploadsAtOnce { get; set; } = 32;

    /// <summary>
    /// Gets or sets the fewest bytes a second that a file may come with on average, after five seconds of waiting for it; by default 4096.
    /// </summary>
    [Range(1, 1_000_000_000)]
    public int SlowestUpload { get; set; } = 4096;

    /// <summary>Gets or sets how long a file may take to arrive; by default an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan LongestUpload { get; set; } = TimeSpan.FromHours(1);
}
