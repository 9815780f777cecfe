using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tenants;

/// <summary>Retention periods as a caller gives them, in days: everything may be missing or wrong.</summary>
/// <param name="Messages">Null: the default.</param>
/// <param name="Audit">Null: the default.</param>
/// <param name="Sandbox">Null: the default.</param>
/// <param name="Imports">Null: the default.</param>
/// <param name="Events">Null: the default.</param>
/// <param name="Carts">Null: the default.</param>
/// <param name="Journeys">Null: the default.</param>
public sealed record RetentionDefinition(int? Messages, int? Audit, int? Sandbox, int? Imports, int? Events, int? Carts, int? Journeys)
{
    private const string Field = "retention";

    /// <summary>Creates the definition of existing periods.</summary>
    public static RetentionDefinition From(RetentionPeriods periods) =>
        new(periods.Messages, periods.Audit, periods.Sandbox, periods.Imports, periods.Events, periods.Carts, periods.Journeys);

    /// <summary>Checks every period; what comes back beside errors is not to be stored.</summary>
    public RetentionPeriods Check(ValidationErrors errors) =>
        new(
            Check(Messages, "messages", RetentionPeriods.ShortestMessages, RetentionPeriods.DefaultMessages, errors),
            Check(Audit, "audit", RetentionPeriods.ShortestAudit, RetentionPeriods.DefaultAudit, errors),
            Check(Sandbox, "sandbox", RetentionPeriods.ShortestSandbox, RetentionPeriods.DefaultSandbox, errors),
            Check(Imports, "imports", RetentionPeriods.ShortestImports, RetentionPeriods.DefaultImports, errors),
            Check(Events, "events", RetentionPeriods.ShortestEvents, RetentionPeriods.DefaultEvents, errors),
            Check(Carts, "carts", RetentionPeriods.ShortestEvents, RetentionPeriods.DefaultCarts, errors),
            Check(Journeys, "journeys", RetentionPeriods.ShortestJourneys, RetentionPeriods.DefaultJourneys, errors)
        );

    private static int Check(int? days, string name, int shortest, int otherwise, ValidationErrors errors)
    {
        if (days < shortest || days > RetentionPeriods.Longest)
        {
            errors.Add(
                $"{Field}.{name}",
                $"Give how many days they are kept: {shortest} to {RetentionPeriods.Longest}, by default {otherwise}."
            );
        }

        return days ?? otherwise;
    }
}
