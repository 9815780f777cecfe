namespace CampaignTasks.Domain.Tasks;

/// <summary>A tester as a test was sent to them: what becomes of the tester later changes nothing.</summary>
/// <param name="TesterId">The tester.</param>
/// <param name="Name">The tester's name, which fills the creative.</param>
/// <param name="Address">The canonical address on the task's channel.</param>
public sealed record TestRecipient(string TesterId, string Name, string Address);
