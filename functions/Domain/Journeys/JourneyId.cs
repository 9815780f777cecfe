using System.Globalization;

namespace CampaignTasks.Domain.Journeys;

/// <summary>The ids of journeys: their places within their automation, as in <c>12-240</c>.</summary>
public static class JourneyId
{
    /// <summary>Writes the id of a place.</summary>
    public static string Of(int page, int slot) => string.Create(CultureInfo.InvariantCulture, $"{page}-{slot}");

    /// <summary>Reads an id.</summary>
    public static bool TryParse(string? text, out int page, out int slot)
    {
        (page, slot) = (0, 0);
        return text?.Split('-') is [{ Length: <= 8 } one, { Length: <= 3 } other]
            && int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out page)
            && int.TryParse(other, NumberStyles.None, CultureInfo.InvariantCulture, out slot)
            && slot < JourneyPage.Capacity
            && Of(page, slot) == text;
    }
}
