using CampaignTasks.Application.Configuration;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Start;

/// <summary>What a start that failed says.</summary>
internal static class StartFailures
{
    private const string Ours = "CampaignTasks.";

    /// <summary>What a person can change, in one line; anything else is a bug and keeps its stack trace.</summary>
    public static string Explain(Exception exception) => exception switch
    {
        StartFailureException or OptionsValidationException or FormatException => exception.Message,
        InvalidOperationException { Source: { } source } when source.StartsWith(Ours, StringComparison.Ordinal) => exception.Message,
        _ => $"The app ended on an error nobody foresaw. {exception}",
    };
}
