using CampaignTasks.Application.Configuration;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Start;

/// <summary>The explanations of failed starts.</summary>
internal static class StartFailures
{
    private const string OwnAssemblies = "CampaignTasks.";

    /// <summary>Explains in one line a failure the operator can correct; any other is a bug and keeps its stack trace.</summary>
    public static string Explain(Exception exception) =>
        exception switch
        {
            StartFailureException or OptionsValidationException or FormatException => exception.Message,
            InvalidOperationException { Source: { } name } when name.StartsWith(OwnAssemblies, StringComparison.Ordinal) =>
                exception.Message,
            _ => $"The app ended with an unexpected error. {exception}",
        };
}
