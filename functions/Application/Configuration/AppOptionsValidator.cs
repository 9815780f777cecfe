using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Configuration;

/// <summary>Checks <see cref="AppOptions"/> before the first request.</summary>
[OptionsValidator]
internal sealed partial class AppOptionsValidator : IValidateOptions<AppOptions>;
