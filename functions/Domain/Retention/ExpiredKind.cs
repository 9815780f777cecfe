namespace CampaignTasks.Domain.Retention;

/// <summary>A kind of rows that are deleted when they are older than they are kept.</summary>
public enum ExpiredKind
{
    /// <summary>Entries of the audit logs of tasks, since they were made.</summary>
    AuditEntries,

    /// <summary>Messages of the sandbox, since it accepted them.</summary>
    SandboxMessages,

    /// <summary>Imports with their faults, since they were completed.</summary>
    Imports,

    /// <summary>Ids of inbound messages, since they were first received.</summary>
    InboundMessages,

    /// <summary>The ids that providers gave to messages, since they were sent.</summary>
    SentMessages,

    /// <summary>Events of contacts, since they were received.</summary>
    Events,

    /// <summary>Carts, since their last change was received.</summary>
    Carts,

    /// <summary>Messages that people wrote, since they were received.</summary>
    ReceivedMessages,

    /// <summary>Messages in inboxes, since they were stored.</summary>
    InboxMessages,

    /// <summary>Deliveries of webhooks, since they were created.</summary>
    WebhookDeliveries,

    /// <summary>Facts that no automation has read, since they were appended.</summary>
    Facts,

    /// <summary>The requests of single messages, since nothing of them may leave any more.</summary>
    SingleMessages,
}
