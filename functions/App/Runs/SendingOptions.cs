using System.ComponentModel.DataAnnotations;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Runs;

/// <summary>How runs are sent. Bound from the configuration section <c>CampaignTasks</c>.</summary>
internal sealed class SendingOptions
{
    /// <summary>Where providers reach this deployment, for delivery reports; null: no callback is asked for.</summary>
    public Uri? PublicBaseUrl { get; set; }

    /// <summary>Failures in a row that pause a task rather than burn its list.</summary>
    [Range(1, 1_000_000)]
    public int PauseAfterFailures { get; set; } = 50;

    /// <summary>The callback address of an account, without the message's name.</summary>
    public Uri? CallbackOf(ChannelAccount account) => PublicBaseUrl is null
        ? null
        : new Uri($"{PublicBaseUrl.ToString().TrimEnd('/')}/api/hooks/{new WireText(account.Channel)}/{account.Id}");

    private readonly record struct WireText(ChannelKind Kind)
    {
        public override string ToString() => Kind.ToString().ToLowerInvariant();
    }
}

/// <summary>Checks the annotations without reflection.</summary>
[OptionsValidator]
internal sealed partial class SendingOptionsValidator : IValidateOptions<SendingOptions>;
