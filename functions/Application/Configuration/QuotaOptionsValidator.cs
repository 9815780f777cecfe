using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Configuration;

/// <summary>The check of the annotations of <see cref="QuotaOptions"/>, before the first request.</summary>
[OptionsValidator]
internal sealed partial class QuotaOptionsValidator : IValidateOptions<QuotaOptions>;
