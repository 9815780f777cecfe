using System.ComponentModel.DataAnnotations;

namespace CampaignTasks.Application.Configuration;

/// <summary>The section <c>CampaignTasks</c> of the configuration (<c>CampaignTasks__Name</c> in the environment).</summary>
public sealed class AppOptions
{
    public const string Section = "CampaignTasks";

    /// <summary>If set: the key that may create tenants.</summary>
    public string? PlatformKey { get; set; }

    /// <summary>In Development: the key of tenant <c>local</c>; generated when not set.</summary>
    public string? LocalApiKey { get; set; }

    /// <summary>If set: the key of the operations API (<c>/runtime/webhooks/durabletask</c>), which without it is closed. On a Functions host the platform has it.</summary>
    public string? SystemKey { get; set; }

    /// <summary>The key that secrets are sealed with: 32 bytes in base64.</summary>
    public string? EncryptionKey { get; set; }

    /// <summary>Earlier values of <see cref="EncryptionKey"/>, separated by commas: they still open what they sealed.</summary>
    public string? PreviousEncryptionKeys { get; set; }

    /// <summary>Where Development keeps what it generates.</summary>
    [Required]
    public string DataFolder { get; set; } = ".azurite";

    /// <summary>The address providers reach us at, as in <c>https://tasks.example.com</c>; without it the request's own is used.</summary>
    public string? PublicBaseUrl { get; set; }

    /// <summary>Prefix of tables, queues and containers, so that several apps share one storage account.</summary>
    [RegularExpression("^[A-Za-z][A-Za-z0-9]{2,30}$")]
    public string HubName { get; set; } = "CampaignTasks";

    /// <summary>The queue that providers' events come on; by default the hub's name in small letters with <c>-events</c>.</summary>
    [RegularExpression("^[a-z0-9](-?[a-z0-9])+$"), StringLength(56, MinimumLength = 3)]
    public string? EventsQueue { get; set; }

    /// <summary>The queue that providers' events come on.</summary>
    internal string EventsQueueName => EventsQueue is { Length: > 0 } name ? name : $"{HubName.ToLowerInvariant()}-events";

    /// <summary>Requests a minute that one API key may make.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 6000;

    /// <summary>Requests this process carries out at once; one API key may have a quarter of them.</summary>
    [Range(4, 100_000)]
    public int RequestsAtOnce { get; set; } = 1000;
}
