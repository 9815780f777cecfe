using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Domain.Tests.Automations;

public sealed class AutomationFlowTests
{
    [Fact]
    public void Steps_OfTheSample_FollowEachOther()
    {
        var flow = new AutomationFlow(SampleAutomations.Plan());

        Assert.Equal(
            [
                ("steps[0]", 1),
                ("steps[1]", 2),
                ("steps[2]", 5),
                ("steps[2].branch.then[0]", 4),
                ("steps[2].branch.then[1]", 5),
                ("steps[3]", 6),
                ("steps[4]", AutomationFlow.End),
            ],
            flow.Nodes.Select(node => (node.Path, node.Next))
        );
        Assert.Equal((3, 5), (flow.Nodes[2].Then, flow.Nodes[2].Else));
    }

    [Fact]
    public void Ways_OfAnyPlan_GoForwardAndEnd()
    {
        Prop.ForAll(Plans().ToArbitrary(), plan =>
            {
                var flow = new AutomationFlow(plan);
                return flow.Nodes.Count == AutomationFlow.Count(plan.Steps)
                    && flow.Nodes.Select(node => node.Path).Distinct().Count() == flow.Nodes.Count
                    && flow.Nodes.All(node =>
                        node.Step is AutomationStep.Branch
                            ? IsForward(node, node.Then) && IsForward(node, node.Else)
                            : IsForward(node, node.Next)
                    );
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Place_OfAStep_IsThatOfItsKindAtTheSamePath()
    {
        var (wait, send) = (new AutomationStep.WaitFor(TimeSpan.FromDays(1)), SampleAutomations.Send("Hello"));
        var before = new AutomationFlow(SampleAutomations.Plan(send, wait, send));
        var after = new AutomationFlow(SampleAutomations.Plan(send, send, send));

        Assert.Equal(0, before.PlaceIn(after, 0));
        Assert.Null(before.PlaceIn(after, 1));
        Assert.Equal(2, before.PlaceIn(after, 2));
        Assert.Null(before.PlaceIn(new AutomationFlow(SampleAutomations.Plan(send)), 2));
    }

    private static bool IsForward(FlowNode node, int next) => next is AutomationFlow.End || next > node.Index;

    private static Gen<AutomationPlan> Plans() =>
        Steps(depth: 3).Select(steps => SampleAutomations.Plan([.. steps])).Where(plan => plan.Steps.Count > 0);

    private static Gen<List<AutomationStep>> Steps(int depth)
    {
        var plain = Gen.Elements<AutomationStep>(SampleAutomations.Send("Hello"), new AutomationStep.WaitFor(TimeSpan.FromHours(1)));
        if (depth is 0)
        {
            return plain.ListOf(2).Select(steps => steps.ToList());
        }

        var branch =
            from then in Steps(depth - 1)
            from @else in Steps(depth - 1)
            select (AutomationStep)new AutomationStep.Branch(new SegmentRule { Countries = ["FR"] }) { Then = then, Else = @else };
        return from count in Gen.Choose(0, 4) from steps in Gen.Frequency((3, plain), (1, branch)).ListOf(count) select steps.ToList();
    }
}
