using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Runs;

/// <summary>How runs are sent. Bound from the configuration section <c>CampaignTasks</c>.</summary>
internal sealed class SendingOptions
{
    /// <summary>Failures in a row that pause a task rather than burn its list.</summary>
    [Range(1, 1_000_000)]
    public int PauseAfterFailures { get; set; } = 50;
}

/// <summary>Checks the annotations without reflection.</summary>
[OptionsValidator]
internal sealed partial class SendingOptionsValidator : IValidateOptions<SendingOptions>;
