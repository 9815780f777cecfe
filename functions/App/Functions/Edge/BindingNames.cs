namespace CampaignTasks.App.Functions.Edge;

/// <summary>How bindings are called in <c>function.json</c> and in the host's calls.</summary>
internal static class BindingNames
{
    public const string Orchestrator = "context";

    /// <summary>Ends in "Trigger", so that the host does not put the input into the metadata once more.</summary>
    public const string Activity = "inputTrigger";

    public const string Timer = "timer";

    public const string Message = "message";

    public const string Client = "client";

    public const string Request = "req";

    public const string Response = "res";
}
