namespace CampaignTasks.Domain.Automations;

/// <summary>The life cycle as one table: status × move.</summary>
public static class AutomationLifecycle
{
    private static readonly AutomationMove[] Moves = Enum.GetValues<AutomationMove>();

    /// <summary>Finds where a move leads; null when it is not allowed.</summary>
    internal static AutomationStatus? Find(AutomationStatus from, AutomationMove move) =>
        (from, move) switch
        {
            (AutomationStatus.Draft, AutomationMove.Start) => AutomationStatus.Active,
            (AutomationStatus.Active, AutomationMove.Pause) => AutomationStatus.Paused,
            (AutomationStatus.Paused, AutomationMove.Resume) => AutomationStatus.Active,
            (AutomationStatus.Draft or AutomationStatus.Active or AutomationStatus.Paused, AutomationMove.Archive) =>
                AutomationStatus.Archived,
            (AutomationStatus.Draft or AutomationStatus.Active or AutomationStatus.Paused, AutomationMove.Edit or AutomationMove.Test) =>
                from,
            (_, AutomationMove.Copy) => AutomationStatus.Draft,

            // Deleting leads nowhere: the automation is gone.
            (AutomationStatus.Draft or AutomationStatus.Archived, AutomationMove.Delete) => from,
            _ => null,
        };

    /// <summary>The moves that are allowed in a status, by their names in the API.</summary>
    public static IReadOnlyList<string> Allowed(AutomationStatus from) =>
        [.. Moves.Where(move => Find(from, move) is not null).Select(EnumNames.Of)];
}
