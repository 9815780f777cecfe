using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

/// <summary>What tests read from an answer.</summary>
internal static class Answers
{
    /// <summary>The completion, which must be the only one.</summary>
    public static CompleteOrchestrationAction Completion(this OrchestratorResponse response) =>
        Assert.Single(response.Actions, action => action.CompleteOrchestration is not null).CompleteOrchestration;

    /// <summary>Asserts that the instance returned, and gives its output's JSON.</summary>
    public static string? Output(this OrchestratorResponse response)
    {
        var completion = response.Completion();
        Assert.Equal((OrchestrationStatus.Completed, null), (completion.OrchestrationStatus, completion.FailureDetails?.ErrorMessage));
        return completion.Result;
    }

    /// <summary>Asserts that the instance failed, and gives the details.</summary>
    public static Protocol.TaskFailureDetails Failure(this OrchestratorResponse response)
    {
        var completion = response.Completion();
        Assert.Equal(OrchestrationStatus.Failed, completion.OrchestrationStatus);
        Assert.Equal(completion.FailureDetails.ErrorMessage, completion.Result);
        return completion.FailureDetails;
    }

    /// <summary>The actions, each as one short line: <c>0 activity Greet "Bo"</c>.</summary>
    public static IEnumerable<string> Wanted(this OrchestratorResponse response) => response.Actions.Select(Line);

    private static string Line(OrchestratorAction action) => action switch
    {
        { ScheduleTask: { } task } => $"{action.Id} activity {task.Name} {task.Input}".TrimEnd(),
        { CreateTimer: { } timer } => $"{action.Id} timer {timer.FireAt.ToDateTime():u}",
        { CreateSubOrchestration: { } child } => $"{action.Id} child {child.Name} as {child.InstanceId} {child.Input}".TrimEnd(),
        { SendEvent: { } sent } => $"{action.Id} event {sent.Name} to {sent.Instance.InstanceId} {sent.Data}".TrimEnd(),
        { CompleteOrchestration: { } end } => $"{action.Id} {end.OrchestrationStatus} {end.Result}".TrimEnd(),
        _ => $"{action.Id} {action.OrchestratorActionTypeCase}",
    };
}
