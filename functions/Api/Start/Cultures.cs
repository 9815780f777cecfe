using System.Globalization;

namespace CampaignTasks.Api.Start;

/// <summary>The culture of the process: the invariant one, whatever the machine is set to.</summary>
internal static class Cultures
{
    /// <summary>Sets it. Call it first.</summary>
    public static void UseInvariant()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }
}
