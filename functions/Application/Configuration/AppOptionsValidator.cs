using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Configuration;

/// <summary>The check of the annotations of <see cref="AppOptions"/>, before the first request.</summary>
[OptionsValidator]
internal sealed partial class AppOptionsValidator : IValidateOptions<AppOptions>;
