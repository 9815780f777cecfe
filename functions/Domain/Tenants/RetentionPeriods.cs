namespace CampaignTasks.Domain.Tenants;

/// <summary>The days for which a tenant keeps what its tasks leave behind.</summary>
/// <param name="Messages">Runs with their messages and delivery reports, since the run was completed.</param>
/// <param name="Audit">Entries of the audit logs of tasks.</param>
/// <param name="Sandbox">Messages of the sandbox.</param>
/// <param name="Imports">Imports with their faults, since they were completed.</param>
/// <param name="Events">Events of contacts, since they were received.</param>
/// <param name="Carts">Carts, since their last change was received.</param>
/// <param name="Journeys">Journeys of automations, since they ended.</param>
public sealed record RetentionPeriods(
    int Messages = RetentionPeriods.DefaultMessages,
    int Audit = RetentionPeriods.DefaultAudit,
    int Sandbox = RetentionPeriods.DefaultSandbox,
    int Imports = RetentionPeriods.DefaultImports,
    int Events = RetentionPeriods.DefaultEvents,
    int Carts = RetentionPeriods.DefaultCarts,
    int Journeys = RetentionPeriods.DefaultJourneys
)
{
    public const int DefaultMessages = 365;
    public const int DefaultAudit = 365;
    public const int DefaultSandbox = 30;
    public const int DefaultImports = 90;
    public const int DefaultEvents = 365;
    public const int DefaultCarts = 90;
    public const int DefaultJourneys = 365;

    /// <summary>The longest period.</summary>
    public const int Longest = 3650;

    /// <summary>The shortest period of messages: receipts arrive for days, and people ask why they got a message.</summary>
    public const int ShortestMessages = 30;

    /// <summary>The shortest period of audit entries.</summary>
    public const int ShortestAudit = 90;

    /// <summary>The shortest period of the sandbox's messages.</summary>
    public const int ShortestSandbox = 1;

    /// <summary>The shortest period of imports.</summary>
    public const int ShortestImports = 7;

    /// <summary>The shortest period of events and carts: automations ask for what happened in the last days.</summary>
    public const int ShortestEvents = 7;

    /// <summary>The shortest period of journeys: people ask why they got a message.</summary>
    public const int ShortestJourneys = 30;

    /// <summary>The defaults.</summary>
    public static readonly RetentionPeriods Default = new();
}
