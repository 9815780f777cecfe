namespace CampaignTasks.Domain.Automations;

/// <summary>A step with its place and what follows it.</summary>
/// <param name="Index">Its number in the flow, from 0.</param>
/// <param name="Path">Its path in the definition, as in <c>steps[2].branch.then[0]</c>.</param>
/// <param name="Step">The step.</param>
/// <param name="Next">The number of the step behind it; <see cref="AutomationFlow.End"/> at the end.</param>
/// <param name="Then">Of a branch: the first step where its rule holds.</param>
/// <param name="Else">Of a branch: the first step where it does not.</param>
public sealed record FlowNode(int Index, string Path, AutomationStep Step, int Next, int Then, int Else);
