using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Sending;

/// <summary>The check of the annotations of <see cref="SendingOptions"/>, before the first request.</summary>
[OptionsValidator]
internal sealed partial class SendingOptionsValidator : IValidateOptions<SendingOptions>;
