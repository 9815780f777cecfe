using Microsoft.DurableTask;

namespace CampaignTasks.App.Tests.Engine;

/// <summary>Small orchestrators that need nothing but the engine.</summary>
internal static class PlainTasks
{
    /// <summary>Gives its input back.</summary>
    public const string Echo = nameof(Echo);

    /// <summary>Gives what it is told by the event <see cref="Go"/>.</summary>
    public const string Listener = nameof(Listener);

    public const string Go = nameof(Go);

    /// <summary>Fails with <see cref="FailureText"/>.</summary>
    public const string Failing = nameof(Failing);

    public const string FailureText = "The audience is gone.";

    /// <summary>Calls the activity that its input names, and gives what came of it.</summary>
    public const string CallStep = nameof(CallStep);

    /// <summary>Calls the orchestrator that its input names as its child, and gives what came of it.</summary>
    public const string CallChild = nameof(CallChild);

    /// <summary>Calls an activity without a handler for its failure.</summary>
    public const string TrustStep = nameof(TrustStep);

    /// <summary>An activity that fails with <see cref="FailureText"/>.</summary>
    public const string FailingStep = nameof(FailingStep);

    /// <summary>The children of an instance of <see cref="CallChild"/> have its id with this.</summary>
    public const string Child = "-child";

    public static void Register(DurableTaskRegistry registry) =>
        registry
            .AddOrchestratorFunc<string, string>(Echo, (_, input) => Task.FromResult(input))
            .AddOrchestratorFunc<string, string>(Listener, (context, _) => context.WaitForExternalEvent<string>(Go))
            .AddOrchestratorFunc<string, string>(Failing, string (_, _) => throw new InvalidOperationException(FailureText))
            .AddOrchestratorFunc<string, string>(TrustStep, (context, step) => context.CallActivityAsync<string>(step))
            .AddOrchestratorFunc<string, Outcome>(CallStep, (context, step) => OutcomeAsync(context.CallActivityAsync<string>(step)))
            .AddOrchestratorFunc<string, Outcome>(CallChild, (context, child) =>
                OutcomeAsync(
                    context.CallSubOrchestratorAsync<string>(
                        child,
                        options: new SubOrchestrationOptions { InstanceId = context.InstanceId + Child }
                    )
                )
            )
            .AddActivityFunc<string, string>(FailingStep, string (_, _) => throw new InvalidOperationException(FailureText));

    private static async Task<Outcome> OutcomeAsync(Task<string> call)
    {
        try
        {
            return new Outcome(await call);
        }
        catch (TaskFailedException e)
        {
            return new Outcome(null, e.FailureDetails?.ErrorType, e.FailureDetails?.ErrorMessage, e.TaskName);
        }
    }

    /// <summary>What an orchestrator saw of a call.</summary>
    internal sealed record Outcome(string? Result, string? ErrorType = null, string? ErrorMessage = null, string? TaskName = null);
}
