namespace CampaignTasks.Domain.Contacts;

internal static class Kept
{
    public static string? Unless(this string? value, bool isRemoved) => isRemoved ? null : value;
}
