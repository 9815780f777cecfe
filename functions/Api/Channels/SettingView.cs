namespace CampaignTasks.Api.Channels;

/// <summary>A setting of a provider's accounts.</summary>
/// <param name="Name">Its name in `settings`.</param>
/// <param name="Required">Whether an account cannot do without it.</param>
/// <param name="Secret">Whether it is shown as `***` once it is stored.</param>
/// <param name="Hint">What to fill in, and where to find it.</param>
internal sealed record SettingView(string Name, bool Required, bool Secret, string Hint);
