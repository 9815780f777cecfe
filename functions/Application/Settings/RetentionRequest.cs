namespace CampaignTasks.Application.Settings;

/// <summary>How many days a company keeps what its tasks leave behind. An absent or null period stays as it is.</summary>
/// <param name="Messages">Runs with their messages and delivery reports: 30 to 3650, by default 365.</param>
/// <param name="Audit">Entries of the audit logs of tasks: 90 to 3650, by default 365.</param>
/// <param name="Sandbox">Messages of the sandbox: 1 to 3650, by default 30.</param>
/// <param name="Imports">Imports with their faults: 7 to 3650, by default 90.</param>
/// <param name="Events">Events of contacts: 7 to 3650, by default 365.</param>
/// <param name="Carts">Carts: 7 to 3650, by default 90.</param>
/// <param name="Journeys">Journeys of automations that have ended: 30 to 3650, by default 365.</param>
public sealed record RetentionRequest(int? Messages, int? Audit, int? Sandbox, int? Imports, int? Events, int? Carts, int? Journeys);
