using Microsoft.DurableTask;

namespace CampaignTasks.Application.Tests;

/// <summary>The context of an activity that an orchestration of a given id calls.</summary>
internal sealed class NamedActivity(string instanceId) : TaskActivityContext
{
    public override TaskName Name => default;

    public override string InstanceId => instanceId;
}
