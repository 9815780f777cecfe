namespace CampaignTasks.Domain.Automations;

/// <summary>The steps of a plan as one numbered list, branches included.</summary>
public sealed class AutomationFlow
{
    /// <summary>The place behind the last step.</summary>
    public const int End = -1;

    private readonly List<FlowNode> _nodes = [];

    /// <summary>Numbers the steps of a plan in the order in which they are written.</summary>
    public AutomationFlow(AutomationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Plan = plan;
        Add(plan.Steps, "steps", End);
    }

    public AutomationPlan Plan { get; }

    public IReadOnlyList<FlowNode> Nodes => _nodes;

    /// <summary>Counts the steps of a list, those of branches included.</summary>
    public static int Count(IReadOnlyList<AutomationStep> steps) => steps.Sum(CountWithin);

    /// <summary>Finds the step of the same kind at the same place in another flow; null when that has none.</summary>
    public int? PlaceIn(AutomationFlow other, int index)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (path, kind) = (_nodes[index].Path, _nodes[index].Step.GetType());
        return other._nodes.Find(node => node.Path == path && node.Step.GetType() == kind)?.Index;
    }

    /// <returns>The number of the first of the steps; what comes behind them when there are none.</returns>
    private int Add(IReadOnlyList<AutomationStep> steps, string path, int behind)
    {
        var first = steps.Count > 0 ? _nodes.Count : behind;
        for (var i = 0; i < steps.Count; i++)
        {
            var (index, step) = (_nodes.Count, steps[i]);
            var next = i + 1 < steps.Count ? index + CountWithin(step) : behind;
            var node = new FlowNode(index, $"{path}[{i}]", step, next, End, End);
            _nodes.Add(node);
            if (step is AutomationStep.Branch branch)
            {
                var then = Add(branch.Then, $"{node.Path}.branch.then", next);
                _nodes[index] = node with { Then = then, Else = Add(branch.Else, $"{node.Path}.branch.else", next) };
            }
        }

        return first;
    }

    private static int CountWithin(AutomationStep step) =>
        1 + (step is AutomationStep.Branch branch ? Count(branch.Then) + Count(branch.Else) : 0);
}
