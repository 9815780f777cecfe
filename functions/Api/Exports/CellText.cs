using System.Globalization;
using CampaignTasks.Api.Http;

namespace CampaignTasks.Api.Exports;

/// <summary>The texts of values in cells: those of JSON.</summary>
internal static class CellText
{
    public static string Of(DateTimeOffset time) => UtcTime.TextOf(time);

    public static string? Of(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
