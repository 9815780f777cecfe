using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tenants;

/// <summary>How many days a company keeps what its tasks leave behind.</summary>
/// <param name="Messages">Runs with their messages and delivery reports, since the run was completed.</param>
/// <param name="Audit">Entries of the audit logs of tasks.</param>
/// <param name="Sandbox">Messages of the sandbox.</param>
/// <param name="Imports">Imports with their faults, since they were completed.</param>
/// <param name="Events">Events of contacts, since they were received.</param>
/// <param name="Carts">Carts, since their last change was received.</param>
/// <param name="Journeys">Journeys of automations, since they ended.</param>
internal sealed record RetentionView(int Messages, int Audit, int Sandbox, int Imports, int Events, int Carts, int Journeys)
{
    public static RetentionView From(RetentionPeriods periods) =>
        new(periods.Messages, periods.Audit, periods.Sandbox, periods.Imports, periods.Events, periods.Carts, periods.Journeys);
}
