using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Automations;

/// <summary>One turn of an automation, as its parts share it.</summary>
/// <param name="automation">The automation as it was read when the turn began.</param>
/// <param name="batch">The turn's name.</param>
/// <param name="homeZone">The tenant's zone; null when it has none.</param>
/// <param name="pages">The pages.</param>
/// <param name="members">The memberships.</param>
internal sealed class JourneyTurn(Automation automation, string batch, string? homeZone, JourneyPages pages, JourneyMembers members)
{
    private readonly Dictionary<int, JourneyMachine> _machines = [];

    public Automation Automation => automation;

    public AutomationKey Key => automation.Key;

    public string Batch => batch;

    public JourneyPages Pages => pages;

    public JourneyMembers Members => members;

    /// <summary>The automation's progress.</summary>
    public required JourneyProgress Progress { get; set; }

    /// <summary>The runs that this turn opened, by step.</summary>
    public Dictionary<StepRef, Run> Opened { get; } = [];

    /// <summary>The runs among them that an earlier try of this turn had opened already.</summary>
    public HashSet<RunId> Repeated { get; } = [];

    /// <summary>The places of journeys whose webhook step is to be called in this turn.</summary>
    public HashSet<(int Page, int Slot)> Calls { get; } = [];

    /// <summary>True when journeys go on; a paused automation only takes note of what happens.</summary>
    public bool MovesOn => automation.Status is AutomationStatus.Active;

    /// <summary>Forgets a run whose outcomes are all taken over.</summary>
    public void Forget(JourneyRun run) => Progress = Progress with { Runs = [.. Progress.Runs.Where(one => one != run)] };

    /// <summary>Replaces what is known of a run.</summary>
    public void Replace(JourneyRun run, JourneyRun by) =>
        Progress = Progress with { Runs = [.. Progress.Runs.Select(one => one == run ? by : one)] };

    /// <summary>Returns the rules of a version.</summary>
    public JourneyMachine MachineOf(int version, AutomationFlow flow)
    {
        if (!_machines.TryGetValue(version, out var machine))
        {
            _machines[version] = machine = new JourneyMachine(
                flow,
                new RecipientHours(flow.Plan.Hours, homeZone),
                automation.Test?.Speed ?? 1
            );
        }

        return machine;
    }
}
