using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Sending;

/// <summary>Checks the annotations without reflection.</summary>
[OptionsValidator]
internal sealed partial class SendingOptionsValidator : IValidateOptions<SendingOptions>;
