using DurableTask.Core;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using CoreActivity = DurableTask.Core.TaskActivity;

namespace CampaignTasks.App.Engine;

/// <summary>The activities of the app by name, for the engine.</summary>
internal sealed class EngineActivities(
    IDurableTaskFactory tasks,
    IServiceScopeFactory scopes,
    DurableTaskShimFactory shims,
    ActivitiesUnderWay underWay,
    EngineTelemetry telemetry
) : INameVersionObjectManager<CoreActivity>
{
    public CoreActivity GetObject(string name, string? version) => new ScopedActivity(name, tasks, scopes, shims, underWay, telemetry);

    public void Add(ObjectCreator<CoreActivity> creator) => throw new NotSupportedException("Activities are registered with the worker.");
}
